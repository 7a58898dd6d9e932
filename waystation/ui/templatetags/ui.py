"""The tags and filters of the design system: `{% load ui %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.translation import get_language

from waystation import vocab as words
from waystation.ui import cells, leading, progress, showing
from waystation.ui.tables import Column, Table

register = template.Library()
register.filter("shown", showing.shown)
register.filter("has_long_word", showing.has_long_word)
register.simple_tag(progress.said, name="progress_said")
register.simple_tag(leading.exit_href)
register.simple_tag(cells.cell)
register.simple_tag(cells.rows)
register.simple_tag(cells.tag)

THEME_COOKIE = "waystation_theme"
THEMES = ("light", "dark")


@register.simple_tag
def vocab(code_list: str, code: str | None) -> str:
    """Say a code of a code list in the active language; nothing for no code."""
    return words.label(code_list, code, get_language() or "en") if code else ""


@register.simple_tag
def unencrypted() -> bool:
    """Say whether the records lie in a file that anybody can read who takes the disk."""
    return bool(settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return the theme chosen on this computer; empty when it follows the computer."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag(takes_context=True)
def menu_items(context: Context) -> list[leading.MenuLink]:
    """Return the menu with addresses, digits and the current section."""
    request: HttpRequest | None = context.get("request")
    return leading.menu_links(context.get("menu") or (), request.path if request else "")


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[leading.LanguageLink]:
    """Return this page's address in every language, or in those that the page says it has."""
    request: HttpRequest | None = context.get("request")
    links = leading.language_links(request.path if request else "/", get_language() or "en")
    here = context.get("languages_here")
    return [link for link in links if here is None or link.code in here]


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    """Return the interface languages, each by its own name."""
    return list(settings.LANGUAGES)


@register.simple_tag
def first_id(field: BoundField) -> str:
    """Return the id of the first thing to answer in a field, also of radio buttons."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def sort_href(table: Table, column: Column) -> str:
    """Return the address that sorts the table by the column."""
    return leading.sort_href(table, column)


@register.simple_tag
def page_href(query: QueryDict | str | None, number: int) -> str:
    """Return the address of a page of the list."""
    return leading.query_href(query, {"page": str(number)})


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """Return the first, the last and the near pages, with gaps between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def kept_fields(query: QueryDict | str | None, name: str) -> list[tuple[str, str]]:
    """Return what a search form must carry along: every other question, without the page."""
    if not isinstance(query, QueryDict):
        return []
    return [(key, value) for key, values in query.lists() for value in values if key not in {name, "page"}]
