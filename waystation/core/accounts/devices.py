"""What kind of device it is: two coarse words from what the browser says of itself, which is then forgotten."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("firefox", "Firefox"), ("edg", "Edge"), ("opr", "Opera"), ("chrom", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"), ("mac os", "Mac"),
    ("linux", "Linux"),
)  # fmt: skip
UNKNOWN = "other"


def kind_of(says: str) -> str:
    """Return a code such as `firefox.linux`."""
    says = says.casefold()
    return f"{_first(BROWSERS, says)}.{_first(SYSTEMS, says)}"


def name_of(kind: str) -> str:
    """Return the code in words."""
    browser, _dot, system = kind.partition(".")
    names = {"browser": dict(BROWSERS).get(browser), "system": dict(SYSTEMS).get(system)}
    if names["browser"] and names["system"]:
        return _("%(browser)s on %(system)s") % names
    return names["browser"] or names["system"] or _("Another browser")


def _first(known: tuple[tuple[str, str], ...], says: str) -> str:
    return next((code for code, _name in known if code in says), UNKNOWN)
