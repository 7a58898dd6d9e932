"""Rows of people on a page: one pattern and a few rectangles, however many people there are."""

from math import ceil
from typing import Final

from waystation.charts.figure_shape import path_data

PLACE_WIDTH: Final = 60
PLACE_HEIGHT: Final = 116
FILLED: Final = 'fill="currentColor"'
OUTLINED: Final = 'fill="none" stroke="currentColor" stroke-width="5"'


def people_svg(people: tuple[int, int, int], name: str) -> str:
    """Return the rows as an SVG that takes its colour from the page.

    Units: people filled, people outlined, people in a full row.
    Shape: decoration only, hidden from screen readers: the number stands beside it as text.
    Errors: none.
    Source: `name` is unique on the page.
    """
    filled, outlined, per_row = people
    drawn = _drawn((0, filled, per_row), FILLED, f"{name}a") + _drawn((filled, outlined, per_row), OUTLINED, f"{name}b")
    view = f"0 0 {per_row * PLACE_WIDTH} {max(ceil((filled + outlined) / per_row), 1) * PLACE_HEIGHT}"
    return f'<svg class="people people--{per_row}" viewBox="{view}" aria-hidden="true" focusable="false">{drawn}</svg>'


def _drawn(run: tuple[int, int, int], paint: str, key: str) -> str:
    start, number, per_row = run
    if not number:
        return ""
    pattern = (
        f'<pattern id="{key}" width="{PLACE_WIDTH}" height="{PLACE_HEIGHT}" patternUnits="userSpaceOnUse">'
        f'<path transform="translate(8 4)" d="{path_data()}" {paint}/></pattern>'
    )
    return pattern + "".join(_rectangle(*box, key) for box in boxes(start, number, per_row))


def boxes(start: int, number: int, per_row: int) -> list[tuple[int, int, int, int]]:
    """Return the fewest rectangles that cover a run of places.

    Units: places: column, row, how many wide, how many high.
    Shape: at most three: a part row, full rows, a part row.
    Errors: none.
    Source: the run starts after `start` people and holds `number`.
    """
    found, end = [], start + number
    while start < end:
        row, column = divmod(start, per_row)
        full = (end - start) // per_row if column == 0 else 0
        wide = per_row if full else min(per_row - column, end - start)
        found.append((column, row, wide, max(full, 1)))
        start += wide * max(full, 1)
    return found


def _rectangle(column: int, row: int, wide: int, high: int, key: str) -> str:
    place = f'x="{column * PLACE_WIDTH}" y="{row * PLACE_HEIGHT}"'
    return f'<rect {place} width="{wide * PLACE_WIDTH}" height="{high * PLACE_HEIGHT}" fill="url(#{key})"/>'
