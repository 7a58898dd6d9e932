"""A named part of a whole, and the markup every kind shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from waystation.charts.figures import Figure
from waystation.charts.palette import tone_of
from waystation.charts.paper import Look
from waystation.charts.poster import Cell

STEPS: Final = 100


@dataclass(frozen=True)
class Part:
    """One part of a whole or one row of a ranking; `tone` is chosen by position unless said."""

    label: str
    figure: Figure
    tone: str = ""


class NothingToDraw(ValueError):
    """A chart is asked for without a single row."""


def need(rows: tuple[object, ...], what: str) -> None:
    """Refuse a chart without rows: an empty picture would look like zero."""
    if not rows:
        raise NothingToDraw(f"A chart needs at least one of its {what}: leave the block out when there are none.")


def cells_of(parts: Iterable[Part], series: str = "") -> tuple[Cell, ...]:
    """Return the cell of each part."""
    return tuple(Cell(part.label, series, part.figure) for part in parts)


def toned(parts: tuple[Part, ...]) -> list[tuple[Part, str]]:
    """Return each part with its tone."""
    return [(part, tone_of(position, part.tone)) for position, part in enumerate(parts)]


def ends(figure: Figure) -> tuple[float, float]:
    """Return where the solid and the outlined part of a bar end; zero for a figure that says nothing.

    Units: those of the figure.
    Shape: certain end, possible end; negative numbers are drawn as zero.
    Errors: none.
    Source: `Figure.span`.
    """
    low, high = figure.span() or (0.0, 0.0)
    return max(low, 0.0), max(high, 0.0)


def largest(figures: Iterable[Figure]) -> float:
    """Return the largest possible end, at least one, so that a chart of nothing but zeros has a scale."""
    return max([ends(figure)[1] for figure in figures] + [0.0]) or 1.0


def look_of(figure: Figure) -> Look:
    """Return how a figure without an exact number is marked."""
    return "solid" if figure.span() else "withheld"


def listed(parts: Iterable[Part], language: str) -> str:
    """Say the parts one after the other."""
    return "; ".join(f"{part.label}: {part.figure.display(language)}" for part in parts)


def headed(heading: str, sentence: str) -> str:
    """Put a heading before a sentence when there is one."""
    return f"{heading}: {sentence}." if heading else f"{sentence}."


def heading_html(heading: str) -> str:
    """Return the heading of a block as markup."""
    return f"<h3>{escape(heading)}</h3>" if heading else ""


def share(part: float, whole: float) -> int:
    """Return a length in hundredths for a width class.

    Units: hundredths of the whole.
    Shape: 1 to 100 for anything above zero, so that a small number never looks like none; 0 for zero.
    Errors: none.
    Source: rounding half up.
    """
    return max(int(part / whole * STEPS + 0.5), 1) if part > 0 else 0


def number_html(figure: Figure, language: str) -> str:
    """Return the number beside a bar; words instead of a number may turn where a column is narrow."""
    words = "" if figure.value is not None else " bar__number--words"
    return f'<span class="bar__number{words}">{escape(figure.display(language))}</span>'


def bar_html(figure: Figure, scale: float, tone: str) -> str:
    """Return the CSS bar of one figure: solid to what is certain, outlined to what is possible, hatched if withheld."""
    if not figure.span():
        return '<span class="bar bar--withheld"></span>'
    certain, possible = ends(figure)
    solid = share(certain, scale)
    rest = share(possible - certain, scale)
    bars = f'<span class="bar bar--{tone} bar--w{solid}"></span>' if solid else ""
    return bars + (f'<span class="bar bar--span bar--{tone} bar--w{rest}"></span>' if rest else "")
