"""The numbers of a poster as a list, as CSV and as sentences."""

import csv as comma_separated
import io
from typing import Final

from waystation.charts.poster import Cell, Poster

COLUMNS: Final = ("block", "label", "series", "value", "display", "status", "source")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def numbers(poster: Poster) -> tuple[str, ...]:
    """Return every displayed number in reading order.

    Units: as displayed, in the poster's language.
    Shape: one string for each cell of each block.
    Errors: none.
    Source: `Figure.display`.
    """
    return tuple(cell.figure.display(poster.language) for block in poster.blocks for cell in block.cells())


def csv(poster: Poster) -> str:
    """Return the poster's numbers as CSV, one row for each.

    Units: `value` is the plain number, empty for intervals and absences; `display` is what the picture says.
    Shape: block, label, series, value, display, status, source; UTF-8, no byte order mark. A banner, "Invented data",
        stands in every row, for a row travels alone.
    Errors: none; text that a spreadsheet would run as a formula is quoted with an apostrophe.
    Source: the cells of each block.
    """
    page = io.StringIO()
    writer = comma_separated.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for position, block in enumerate(poster.blocks, start=1):
        for cell in block.cells():
            writer.writerow(_row(f"{position} {block.kind}", cell, poster))
    return page.getvalue()


def alt(poster: Poster) -> str:
    """Say the whole poster in sentences, for a reader who does not see it.

    Units: as displayed.
    Shape: banner, title, subtitle, one sentence for each block, small print, remarks, note.
    Errors: none.
    Source: `sentence` of each block.
    """
    small_print = [f"{caption}: {text}" for caption, text in poster.small_print()]
    parts = [poster.banner, poster.title, poster.subtitle]
    parts += [block.sentence(poster.language) for block in poster.blocks]
    parts += [*small_print, *poster.remarks(), poster.note]
    return " ".join(_closed(part) for part in parts if part)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "؟")) else f"{sentence}."


def _row(block: str, cell: Cell, poster: Poster) -> tuple[str, ...]:
    figure = cell.figure
    value = "" if figure.value is None else str(figure.value)
    source = " · ".join(filter(None, (poster.banner, figure.source or poster.source)))
    texts = (cell.label, cell.series)
    display = figure.display(poster.language)
    return (block, *map(_harmless, texts), value, _harmless(display), figure.status, _harmless(source))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
