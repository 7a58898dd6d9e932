"""Where the links around a page lead: the menu, the other languages, the way out, the next order of a table."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from waystation.ui.tables import Column, Table

NO_WIKIPEDIA_OF_ITS_CODE = {"rom": "rmy"}
KEYS = "1234567890"


class MenuEntry(Protocol):
    """What the menu is made of; rooms declare it in their signposts."""

    @property
    def label(self) -> str | Promise: ...
    @property
    def url_name(self) -> str: ...


class MenuLink(NamedTuple):
    """One line of the menu; `current` is "page", "true" (inside its section) or empty."""

    label: str | Promise
    href: str
    current: str
    key: str


class LanguageLink(NamedTuple):
    """The same page in a language."""

    code: str
    name: str
    href: str
    current: bool


def menu_links(menu: Iterable[MenuEntry], path: str) -> list[MenuLink]:
    """Give every entry its address and its digit, and mark the section the path lies in."""
    entries = [(entry.label, reverse(entry.url_name)) for entry in menu]
    inside = max((href for _label, href in entries if path.startswith(href)), key=len, default="")
    keys = KEYS[: len(entries)].ljust(len(entries))
    return [
        MenuLink(label, href, _current(href, inside, path), key.strip())
        for (label, href), key in zip(entries, keys, strict=True)
    ]


def _current(href: str, inside: str, path: str) -> str:
    if href == path:
        return "page"
    return "true" if href == inside and href != "/" else ""


def language_links(path: str, active: str) -> list[LanguageLink]:
    """Swap the language at the head of the path; a path without one gets it in front."""
    first, _slash, rest = path.lstrip("/").partition("/")
    codes = dict(settings.LANGUAGES)
    below = rest if first in codes else path.lstrip("/")
    return [LanguageLink(code, name, f"/{code}/{below}", code == active) for code, name in settings.LANGUAGES]


def exit_href(language: str) -> str:
    """Return a page anybody may be reading, in the same language."""
    return f"https://{NO_WIKIPEDIA_OF_ITS_CODE.get(language, language)}.wikipedia.org/"


def sort_href(table: Table, column: Column) -> str:
    """Return the address that sorts by the column; the other way round when it already does."""
    turned = table.sort == column.sort
    return query_href(table.query, {"sort": f"-{column.sort}" if turned else column.sort}, without=("page",))


def query_href(query: QueryDict | str | None, changes: dict[str, str], *, without: Sequence[str] = ()) -> str:
    """Return `?…` with the query's other questions kept."""
    kept = query.copy() if isinstance(query, QueryDict) else QueryDict(query or "", mutable=True)
    for name in without:
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
