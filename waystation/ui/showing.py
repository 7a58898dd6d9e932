"""How one value is written for a reader: numbers grouped, dates in words, yes and no, gaps named."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation.charts.figures import Figure

MONTHS_ARE_SMALL = {"mk", "sq", "sr", "rom"}  # Django's catalogues write them with a capital
LONG_WORD = 24


def has_long_word(value: object) -> bool:
    """Say whether a word of a text, such as an address or the name of a file, is too long to stand unbroken."""
    return isinstance(value, str) and any(len(word) > LONG_WORD for word in value.split())


def shown(value: object) -> str:
    """Write the value in the active language; None is named as not recorded."""
    if value is None:
        return _("not recorded")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (int, float)):
        return Figure(value=value).display(get_language() or "en")
    if isinstance(value, datetime):
        return _dated(localtime(value) if is_aware(value) else value, "j F Y, H:i")
    if isinstance(value, date):
        return _dated(value, "j F Y")
    return str(value)


def _dated(value: date, form: str) -> str:
    text = date_format(value, form)
    return text.lower() if get_language() in MONTHS_ARE_SMALL else text
