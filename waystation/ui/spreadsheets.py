"""Tables as files: CSV and XLSX in which no cell can become a formula or a link."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
DANGEROUS_START = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(lines: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write the lines as CSV; a cell that a spreadsheet would run as a formula is made a text."""
    for line in lines:
        target = io.StringIO()
        csv.writer(target).writerow([_harmless(cell) for cell in line])
        yield target.getvalue()


def as_xlsx(lines: Iterable[Sequence[object]]) -> bytes:
    """Write the lines as a workbook; texts are stored as texts."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, ["" if cell is None else cell for cell in line])
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(DANGEROUS_START):
        return f"'{cell}"
    return "" if cell is None else cell
