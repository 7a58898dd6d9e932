"""One bar divided into parts, each with its own name and number."""

from dataclasses import dataclass
from html import escape
from math import ceil
from typing import ClassVar, Final

from waystation.charts.figures import Figure
from waystation.charts.paper import GAP, Box, Frame, Paper, Room, Text, style
from waystation.charts.parts import (
    Part,
    cells_of,
    ends,
    headed,
    heading_html,
    listed,
    look_of,
    need,
    share,
    toned,
)
from waystation.charts.poster import Cell

HEADING: Final = 27
NUMBER: Final = 34
LABEL: Final = 24
ROW: Final = 43
BAR: Final = 48
WITHHELD_SHARE: Final = 0.08


@dataclass(frozen=True)
class Proportion:
    """Parts of a whole. A withheld part has a fixed width, so that the picture gives nothing away."""

    parts: tuple[Part, ...]
    heading: str = ""
    kind: ClassVar[str] = "proportion"

    def __post_init__(self) -> None:
        need(self.parts, "parts")

    def cells(self) -> tuple[Cell, ...]:
        return cells_of(self.parts)

    def room(self, paper: Paper, width: float) -> Room:
        heading = paper.tall(self.heading, width, HEADING, bold=True)
        fixed = heading + paper.size(8) + self._key_height(paper, width)
        return Room(fixed + paper.size(BAR * 0.8), fixed + paper.size(BAR * 1.3))

    def draw(self, paper: Paper, frame: Frame) -> None:
        style_of_heading = style(HEADING, bold=True, role="heading")
        used = paper.paragraph(self.heading, frame, style_of_heading) + paper.size(8) if self.heading else 0
        height = frame.height - used - self._key_height(paper, frame.width)
        widths = self.widths(frame.width)
        x = frame.x
        for (part, tone), width in zip(toned(self.parts), widths, strict=True):
            _draw_part(paper, Frame(x, frame.y + used, width, height), part, tone)
            x += width + GAP
        self._draw_key(paper, Frame(frame.x, frame.y + used + height, frame.width, 0), widths)

    def widths(self, width: float) -> list[float]:
        """Return the width of each part.

        Units: pixels.
        Shape: as many as parts; with the gaps they fill `width`.
        Errors: none.
        Source: the largest possible value of each part; a part without a number takes a fixed eight hundredths.
        """
        blind = sum(not part.figure.span() for part in self.parts)
        inner = width - GAP * (len(self.parts) - 1)
        whole = sum(ends(part.figure)[1] for part in self.parts) or 1
        shared = inner * (1 - WITHHELD_SHARE * blind)
        return [
            ends(part.figure)[1] / whole * shared if part.figure.span() else inner * WITHHELD_SHARE
            for part in self.parts
        ]

    def html(self, language: str, name: str) -> str:
        whole = sum(ends(part.figure)[1] for part in self.parts) or 1
        pairs = toned(self.parts)
        strip = "".join(f'<span class="bar {_look_class(part, tone, whole)}"></span>' for part, tone in pairs)
        rows = "".join(_row_html(part, tone, language) for part, tone in pairs)
        return (
            f'<div class="proportion" id="{name}">{heading_html(self.heading)}'
            f'<div class="proportion__strip">{strip}</div><ul class="chart-key">{rows}</ul></div>'
        )

    def sentence(self, language: str) -> str:
        return headed(self.heading, listed(self.parts, language))

    def _stacked(self, paper: Paper, width: float) -> bool:
        """Tell whether some label is wider than its part, so that all go to a list under the bar."""
        needed = [_key_width(paper, part) for part in self.parts]
        return any(need > got for need, got in zip(needed, self.widths(width), strict=True))

    def _key_height(self, paper: Paper, width: float) -> float:
        if not self._stacked(paper, width):
            return paper.size(NUMBER * 1.3 + LABEL * 1.3)
        return ceil(len(self.parts) / _abreast(paper, self.parts, width)) * paper.size(ROW) + paper.size(8)

    def _draw_key(self, paper: Paper, frame: Frame, widths: list[float]) -> None:
        if self._stacked(paper, frame.width):
            _draw_rows(paper, frame, self.parts)
            return
        x = frame.x
        for (part, tone), width in zip(toned(self.parts), widths, strict=True):
            number = part.figure.display(paper.language)
            ink = "quiet" if tone == "slate" else tone
            paper.add(Text(x, frame.y + paper.size(NUMBER * 1.15), number, paper.size(NUMBER), ink, bold=True))
            paper.add(Text(x, frame.y + paper.size(NUMBER * 1.15 + LABEL * 1.2), part.label, paper.size(LABEL)))
            x += width + GAP


def _draw_part(paper: Paper, frame: Frame, part: Part, tone: str) -> None:
    certain, possible = ends(part.figure)
    solid = frame.width * certain / possible if possible else 0
    if look_of(part.figure) == "withheld":
        paper.add(Box(frame.x, frame.y, frame.width, frame.height, "slate", "withheld"))
        return
    if solid:
        paper.add(Box(frame.x, frame.y, solid, frame.height, tone))
    if solid < frame.width:
        paper.add(Box(frame.x + solid, frame.y, frame.width - solid, frame.height, tone, "span"))


def _key_width(paper: Paper, part: Part) -> float:
    number = paper.long(part.figure.display(paper.language), NUMBER, bold=True)
    return max(number, paper.long(part.label, LABEL)) + paper.size(12)


def _entry_width(paper: Paper, part: Part) -> float:
    number = paper.long(part.figure.display(paper.language), NUMBER, bold=True)
    return paper.size(34) + number + paper.size(12) + paper.long(part.label, LABEL) + paper.size(24)


def _abreast(paper: Paper, parts: tuple[Part, ...], width: float) -> int:
    """Return how many entries of the key stand side by side."""
    widest = max(_entry_width(paper, part) for part in parts)
    return next((number for number in (4, 3, 2) if number <= len(parts) and widest * number <= width), 1)


def _draw_rows(paper: Paper, frame: Frame, parts: tuple[Part, ...]) -> None:
    abreast = _abreast(paper, parts, frame.width)
    for number, pair in enumerate(toned(parts)):
        row, column = divmod(number, abreast)
        baseline = frame.y + paper.size(8) + paper.size(ROW) * (row + 0.8)
        _draw_entry(paper, frame.x + frame.width / abreast * column, baseline, pair)


def _draw_entry(paper: Paper, x: float, baseline: float, pair: tuple[Part, str]) -> None:
    part, tone = pair
    side = paper.size(22)
    look = look_of(part.figure)
    paper.add(Box(x, baseline - side, side, side, "slate" if look == "withheld" else tone, look))
    display = part.figure.display(paper.language)
    x += paper.size(34)
    paper.add(Text(x, baseline, display, paper.size(NUMBER), bold=True))
    x += paper.long(display, NUMBER, bold=True) + paper.size(12)
    paper.add(Text(x, baseline, part.label, paper.size(LABEL)))


def _look_class(part: Part, tone: str, whole: float) -> str:
    certain, possible = ends(part.figure)
    if look_of(part.figure) == "withheld":
        return "bar--withheld"
    return f"bar--{tone} bar--w{share(possible, whole)}" + (" bar--span" if possible > certain else "")


def _row_html(part: Part, tone: str, language: str) -> str:
    look = "bar--withheld" if look_of(part.figure) == "withheld" else f"bar--{tone}"
    number = escape(part.figure.display(language))
    return f'<li><span class="bar bar--key {look}"></span><strong>{number}</strong> {escape(part.label)}</li>'


BLOCK: Final = Proportion
EXAMPLE: Final = {
    "en": ("Who was given help", "children", "women", "men"),
    "mk": ("Кој добил помош", "деца", "жени", "мажи"),
    "sq": ("Kush mori ndihmë", "fëmijë", "gra", "burra"),
    "ar": ("من تلقى المساعدة", "أطفال", "نساء", "رجال"),
    "fa": ("چه کسانی کمک گرفتند", "کودک", "زن", "مرد"),
}


def gallery(language: str) -> Proportion:
    """Return the example for the gallery page."""
    heading, *labels = EXAMPLE.get(language, EXAMPLE["en"])
    counts = (Figure(61), Figure(92), Figure(status="withheld"))
    return Proportion(tuple(Part(label, count) for label, count in zip(labels, counts, strict=True)), heading)
