"""Says where in a text, in data or in a table something stands that must not leave; never what."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from waystation.core.outlets.marks import Finder

LINES_TOGETHER = 8
Piece = tuple[str, str]


def places_in_text(text: str, found: Finder, first: int = 1) -> list[str]:
    """Return the lines in which something stands that must not leave."""
    if not found or not found.finds(text):
        return []
    lines = enumerate(text.splitlines(), first)
    return places_in([(_("line %(line)s") % {"line": at}, each) for at, each in lines], found)


def places_in(pieces: Sequence[Piece], found: Finder) -> list[str]:
    """Return the pieces in which something stands, alone or together with those beside them."""
    if not found or not found.finds("\n".join(text for _where, text in pieces)):
        return []
    alone = [where for where, text in pieces if found.finds(text)]
    return [_silent(where, found) for where in alone or [_across(pieces, found)]]


def _silent(where: str, found: Finder) -> str:
    """Return the name of a place, unless it holds itself what must not be said."""
    return "…" if found.finds(where) else where


def _across(pieces: Sequence[Piece], found: Finder) -> str:
    for width in range(2, LINES_TOGETHER + 1):
        for at in range(len(pieces) - width + 1):
            beside = pieces[at : at + width]
            if found.finds("\n".join(text for _where, text in beside)):
                return f"{beside[0][0]} – {beside[-1][0]}"
    return _("in several places together")


def places_in_rows(lines: Sequence[Sequence[object]], found: Finder, header: Sequence[object], first: int) -> list[str]:
    """Return the rows in which something stands, or two that follow each other; `first` is the number of the first."""
    rows = [["" if cell is None else str(cell) for cell in line] for line in lines]
    together, alone = found.in_rows(rows)
    names = [str(name) for name in header]
    places = [_row(first + at, rows[at], found, names) for at in alone if found.finds_in_row(rows[at])]
    return places or [_rows_together(rows, found, first)] if together else places


def _rows_together(rows: list[list[str]], found: Finder, number: int) -> str:
    for at, (above, below) in enumerate(pairwise(rows), number):
        if found.finds("\n".join([*above, *below])):
            return _("rows %(first)s and %(second)s") % {"first": at, "second": at + 1}
    return _("in several places together")


def _row(at: int, cells: list[str], found: Finder, header: Sequence[str]) -> str:
    """Name the row, and the columns where one cell alone holds it."""
    columns = [_silent(name, found) for name, cell in zip(header, cells, strict=False) if found.finds(cell)]
    said = {"row": at, "columns": ", ".join(columns)}
    return _("row %(row)s, %(columns)s") % said if columns else _("row %(row)s") % said
