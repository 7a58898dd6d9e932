"""Published tables as a reader sees them: labels for codes, words for what is withheld, rows for pages and files."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation import vocab
from waystation.charts.figures import Figure
from waystation.evidence.indicator import TOTAL
from waystation.evidence.published import Cell, Dimension, PublishedTable, Words
from waystation.ui.tables import Column, Row, Table

WIDEST = 16


def in_language(words: Words) -> str:
    """Return the words in the active language, in English where it has none."""
    return words.get(get_language() or "en") or words.get("en", "")


def label(dimension: Dimension, code: str) -> str:
    """Say a code of the break-down in the active language."""
    if code == TOTAL:
        return _("In all")
    if dimension.codes and code in vocab.code_list(dimension.codes):
        return vocab.label(dimension.codes, code, get_language() or "en")
    return vocab.label("absent", code, get_language() or "en") if code in vocab.ABSENT else code


def said(cell: Cell) -> str:
    """Say the number, or why there is none."""
    if cell.status != "shown":
        return Figure(status=cell.status).display(get_language() or "en")
    if cell.text:
        return Figure(text=cell.text).display(get_language() or "en")
    number = Figure(value=cell.value).display(get_language() or "en")
    return number if cell.share_pct is None else f"{number} ({_share(cell.share_pct)})"


def as_table(table: PublishedTable) -> Table:
    """Return the table for a page: crossed when it has two break-downs and one number at each place."""
    if len(table.dimensions) == 2 and _single(table) and len(_codes(table, 1)) <= WIDEST:
        return _crossed(table)
    return _listed(table)


def lines(table: PublishedTable) -> Iterator[Sequence[object]]:
    """Yield the table for a file, one line a number, the first line naming the columns."""
    names = [in_language(dimension.names) for dimension in table.dimensions]
    yield [*names, _("Number"), _("Percent"), _("As printed"), _("At least"), _("At most"), _("Status"), _("Source")]
    for cell in table.cells:
        places = [label(dimension, cell.at[dimension.code]) for dimension in table.dimensions]
        yield [*places, cell.value, cell.share_pct, cell.text, cell.low, cell.high, cell.status, cell.source]


def method_in_words(table: PublishedTable) -> str:
    """Say how the table was protected."""
    if table.method.get("name") != "suppression":
        return _("These numbers were printed before by the sources named beside them. They are shown as printed.")
    return _(
        "Numbers behind which fewer than %(threshold)d people stand are withheld, and with them others from which "
        "they could be worked out. Tables that share totals were protected together."
    ) % {"threshold": table.method["rules"]["threshold"]}


def audit_in_words(table: PublishedTable) -> str:
    """Say what the audit found."""
    withheld = table.audit.get("withheld")
    if withheld is None:
        return _("Nothing about our own records is added.")
    if not withheld:
        return _("Nothing had to be withheld.")
    return _(
        "%(withheld)d of %(cells)d numbers are withheld. For each of them it was checked, from the printed numbers "
        "alone, that it could still be at least %(width)d higher or lower."
    ) % {"withheld": withheld, "cells": len(table.cells), "width": table.method["rules"]["width"]}


def unit_in_words(unit: str) -> str:
    """Say what the numbers count."""
    words = {
        "person": _("people"),
        "contact": _("contacts"),
        "case": _("case records"),
        "event": _("activities"),
        "bed_night": _("nights"),
        "service": _("services"),
        "answer": _("answers"),
    }
    return words[unit]


def sheet(table: PublishedTable, files: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return what `evidence/sheet.html` is given: one table with everything that explains it."""
    facts = [
        (_("Unit"), unit_in_words(table.unit)),
        (_("Period"), table.period or "–"),
        (_("How protected"), method_in_words(table)),
        (_("What the audit found"), audit_in_words(table)),
    ]
    return {
        "code": table.indicator,
        "table": as_table(table),
        "definition": in_language(table.definitions),
        "facts": facts,
        "files": files,
    }


def _share(share_pct: float) -> str:
    return Figure(value=share_pct, unit="%").display(get_language() or "en")


def _single(table: PublishedTable) -> bool:
    return len({tuple(cell.at.values()) for cell in table.cells}) == len(table.cells)


def _codes(table: PublishedTable, place: int) -> list[str]:
    code = table.dimensions[place].code
    found = list(dict.fromkeys(cell.at[code] for cell in table.cells))
    return [each for each in found if each != TOTAL] + [each for each in found if each == TOTAL]


def _crossed(table: PublishedTable) -> Table:
    down, across = table.dimensions
    cells = {(cell.at[down.code], cell.at[across.code]): cell for cell in table.cells}
    codes = _codes(table, 1)
    columns = [Column(in_language(down.names)), *(Column(label(across, code), "number") for code in codes)]
    rows = [
        Row([label(down, row), *(said(cells[row, code]) if (row, code) in cells else "" for code in codes)])
        for row in _codes(table, 0)
    ]
    return Table(in_language(table.names), columns, rows)


def _listed(table: PublishedTable) -> Table:
    sourced = any(cell.source for cell in table.cells)
    columns = [*(Column(in_language(dimension.names)) for dimension in table.dimensions), Column(_("Number"), "number")]
    rows = [
        Row([*(label(d, cell.at[d.code]) for d in table.dimensions), said(cell), *([cell.source] if sourced else [])])
        for cell in table.cells
    ]
    return Table(in_language(table.names), [*columns, *([Column(_("Source"))] if sourced else [])], rows)
