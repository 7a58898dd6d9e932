"""Reads XLSX through calamine, once the package is known to be safe to open."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import limits
from waystation.core.importing.packages import check_package, flagged_cells, part_of_sheet
from waystation.core.importing.text_tables import RowOfCells


class Workbook:
    """One sheet of an XLSX file, rows numbered as the spreadsheet shows them."""

    def __init__(self, path: Path, sheet: str = "") -> None:
        from python_calamine import CalamineError, load_workbook

        parts = check_package(path)
        try:
            self._book = load_workbook(path)
            self.sheet_names: list[str] = self._book.sheet_names
            self.sheet = self._choose(sheet)
            self._sheet = self._book.get_sheet_by_name(self.sheet)
        except (CalamineError, ValueError, OSError, IndexError) as error:
            raise CannotRead(
                _("The workbook is damaged or locked. Open it, save it again as XLSX and try that file.")
            ) from error
        self.merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = self._sheet.merged_cell_ranges or ()
        self._done = 0
        self._flagged = self._look_for_formulas(path, parts)
        if self._sheet.total_height > limits().rows:
            raise CannotRead(
                _("The sheet has more than %(rows)s rows. Divide it into several files.") % {"rows": limits().rows}
            )

    def rows(self) -> Iterator[RowOfCells]:
        """Yield every row as text; whole numbers without a decimal point, days as 2026-11-23."""
        self._done = 0
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            self._done = number
            yield number, [_as_text(cell) for cell in cells]

    def share_read(self) -> float:
        """Return how much of the sheet has been read, 0 to 1."""
        return self._done / max(1, self._sheet.total_height)

    def flagged(self, row: int) -> dict[int, str]:
        """Return what is wrong with cells of the row that the values do not show: {position: why}."""
        return self._flagged.get(row, {})

    def _choose(self, sheet: str) -> str:
        if sheet and sheet not in self.sheet_names:
            raise CannotRead(
                _("The workbook has no sheet “%(sheet)s”. It has: %(names)s.")
                % {"sheet": sheet, "names": ", ".join(self.sheet_names)}
            )
        filled = (name for name in self.sheet_names if self._book.get_sheet_by_name(name).start is not None)
        return sheet or next(filled, self.sheet_names[0])

    def _look_for_formulas(self, path: Path, suspects: frozenset[str]) -> dict[int, dict[int, str]]:
        part = part_of_sheet(path, self.sheet_names.index(self.sheet)) if suspects else ""
        first_column = self._sheet.start[1] if self._sheet.start else 0
        return flagged_cells(path, part, first_column) if part in suspects else {}


def _as_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)
