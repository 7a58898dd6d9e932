"""What every infographic is made of: a poster, its blocks, and the cells that hold its numbers."""

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from waystation.charts.figures import Figure
from waystation.charts.paper import Frame, Paper, Room
from waystation.charts.words import words


@dataclass(frozen=True)
class Cell:
    """One number of a block with the words that say what it counts."""

    label: str
    series: str
    figure: Figure


@runtime_checkable
class Block(Protocol):
    """What a chart kind can do; kinds live in `charts/kinds`, one module each."""

    kind: ClassVar[str]

    def cells(self) -> tuple[Cell, ...]:
        """Return every number of the block in reading order."""

    def room(self, paper: Paper, width: float) -> Room:
        """Return the least and the most height the block can use."""

    def draw(self, paper: Paper, frame: Frame) -> None:
        """Draw the block inside the frame."""

    def html(self, language: str, name: str) -> str:
        """Return the block as accessible markup; `name` is unique on the page."""

    def sentence(self, language: str) -> str:
        """Say the block in words."""


@dataclass(frozen=True)
class Poster:
    """One infographic in one language.

    Units: those of its figures.
    Shape: blocks are drawn from top to bottom; `banner` is repeated in every format.
    Errors: UnknownLanguage at once, not when drawing.
    Source: `source`, `method` and `period` are printed in the picture.
    """

    language: str
    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    source: str = ""
    method: str = ""
    period: str = ""
    banner: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        words(self.language)

    def small_print(self) -> tuple[tuple[str, str], ...]:
        """Return caption and text of source, method and period, in that order, only those that are said."""
        spoken = words(self.language)
        lines = ((spoken.source, self.source), (spoken.method, self.method), (spoken.period, self.period))
        return tuple((caption, text) for caption, text in lines if text)

    def remarks(self) -> tuple[str, ...]:
        """Explain the marks for withheld, uncertain and absent figures, only those that occur."""
        spoken = words(self.language)
        figures = [cell.figure for block in self.blocks for cell in block.cells()]
        occurs = {
            spoken.withheld_note: any(figure.status == "withheld" for figure in figures),
            spoken.span_note: any(_uncertain(figure) for figure in figures),
            spoken.absent_note: any(figure.status == "absent" for figure in figures),
        }
        return tuple(remark for remark, seen in occurs.items() if seen)


def _uncertain(figure: Figure) -> bool:
    span = figure.span()
    return span is not None and span[0] < span[1]
