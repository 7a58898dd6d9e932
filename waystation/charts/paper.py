"""The sheet charts are drawn on: shapes and texts in reading direction, turned into SVG or Typst later."""

from dataclasses import dataclass, field, replace
from math import floor
from typing import Final, Literal

from waystation.charts.measuring import text_width, wrap
from waystation.charts.words import words

Anchor = Literal["start", "middle", "end"]
Look = Literal["solid", "span", "withheld"]
Role = Literal["text", "title", "heading"]
LINE: Final = 1.32
GAP: Final = 3.0


@dataclass(frozen=True)
class Frame:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Room:
    """The least and the most height a block can use."""

    least: float
    most: float


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    tone: str
    look: Look = "solid"


@dataclass(frozen=True)
class Person:
    x: float
    y: float
    height: float
    tone: str
    look: Look = "solid"


@dataclass(frozen=True)
class Text:
    """Words on the sheet: `y` is the first baseline, lines are parted by line feeds, `turned` runs upwards."""

    x: float
    y: float
    text: str
    size: float
    tone: str = "ink"
    bold: bool = False
    anchor: Anchor = "start"
    turned: bool = False
    role: Role = "text"


Mark = Box | Person | Text


@dataclass
class Paper:
    """A sheet in one language at one scale.

    Units: pixels of the picture; x runs from the start of reading, so writers mirror it for Arabic and Farsi.
    Shape: `marks` in reading order.
    Errors: DoesNotFit from `paragraph` when a word is too wide.
    Source: sizes are multiplied by `scale`, which the layout chooses.
    """

    width: float
    height: float
    language: str
    scale: float = 1.0
    marks: list[Mark] = field(default_factory=list)

    @property
    def mirrored(self) -> bool:
        return words(self.language).direction == "rtl"

    def size(self, pixels: float) -> float:
        """Return a length at the scale of this sheet."""
        return round(pixels * self.scale, 1)

    def add(self, mark: Mark) -> None:
        """Put a mark on the sheet, its edges on whole pixels: sharp to look at and small to store."""
        if isinstance(mark, Box):
            left, top = _whole(mark.x), _whole(mark.y)
            width, height = _whole(mark.x + mark.width) - left, _whole(mark.y + mark.height) - top
            mark = replace(mark, x=left, y=top, width=max(width, 1), height=max(height, 1))
        else:
            mark = replace(mark, x=_whole(mark.x), y=_whole(mark.y))
        self.marks.append(mark)

    def lines(self, text: str, width: float, pixels: float, *, bold: bool = False) -> list[str]:
        """Return the lines a text takes at this scale."""
        return wrap(text, width, self.size(pixels), bold=bold) if text else []

    def tall(self, text: str, width: float, pixels: float, *, bold: bool = False) -> float:
        """Return the height a text takes at this scale."""
        return len(self.lines(text, width, pixels, bold=bold)) * self.size(pixels) * LINE

    def long(self, text: str, pixels: float, *, bold: bool = False) -> float:
        """Return how wide one line is at this scale."""
        return text_width(text, self.size(pixels), bold=bold)

    def paragraph(self, text: str, frame: Frame, style: Text) -> float:
        """Write a text in lines from the top of the frame and return the height used; `style.size` is unscaled."""
        size = self.size(style.size)
        lines = self.lines(text, frame.width, style.size, bold=style.bold)
        self.add(replace(style, x=frame.x, y=frame.y + size * 1.05, text="\n".join(lines), size=size))
        return len(lines) * size * LINE


def _whole(length: float) -> int:
    return floor(length + 0.5)


def style(size: float, tone: str = "ink", *, bold: bool = False, role: Role = "text") -> Text:
    """Return a manner of writing for `Paper.paragraph`."""
    return Text(0, 0, "", size, tone, bold, role=role)
