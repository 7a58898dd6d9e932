"""Cells and rows of tables as markup, made here and not by a template: a list of fifty has four hundred of them."""

from collections.abc import Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from waystation.ui.showing import has_long_word, shown
from waystation.ui.tables import Column, Line, Link, Table, Tag


def tag(kind: str, text: object) -> SafeString:
    """Return the state of a thing in a word or two; the kind is one of neutral, info, done, warning, danger."""
    return format_html('<span class="tag tag--{}">{}</span>', kind, text)


def cell(value: object, href: str = "") -> SafeString:
    """Return what stands in a cell: a text, number, date, tag or link; `href` makes a plain value a link."""
    if isinstance(value, Tag):
        return tag(value.kind, value.text)
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.href, shown(value.text))
    long = SafeString(' class="table__long"' if has_long_word(value) else "")
    if href:
        return format_html('<a href="{}"{}>{}</a>', href, long, shown(value))
    return format_html("<span{}>{}</span>", long, shown(value))


def rows(table: Table) -> SafeString:
    """Return the rows of a table; the first cell of each is its heading and carries the row's link."""
    opening = [_opening(column, first=not at) for at, column in enumerate(table.columns)]
    return mark_safe("".join(f"<tr>{''.join(_cells(line, opening))}</tr>\n" for line in table.lines))  # noqa: S308  every value was escaped


def _opening(column: Column, *, first: bool) -> str:
    kind = f'class="table__cell--{column.kind}"'
    return f'<th scope="row" {kind}>' if first else f'<td {kind} data-label="{escape(column.label)}">'


def _cells(line: Line, opening: list[str]) -> Iterator[str]:
    for at, (_column, value) in enumerate(line.cells):
        yield f"{opening[at]}{cell(value, '' if at else line.href)}{'</td>' if at else '</th>'}"
