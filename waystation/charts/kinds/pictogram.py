"""Rows of equal figures: people the reader can count."""

from dataclasses import dataclass
from html import escape
from math import ceil
from typing import ClassVar, Final

from waystation.charts.figures import Figure
from waystation.charts.paper import Frame, Look, Paper, Person, Room, Text, style
from waystation.charts.parts import Part, cells_of, ends, headed, heading_html, listed, look_of, need, toned
from waystation.charts.people_svg import people_svg
from waystation.charts.poster import Cell
from waystation.charts.words import words

HEADING: Final = 27
CAPTION: Final = 21
NUMBER: Final = 38
LABEL: Final = 25
MOST_ICONS: Final = 200
UNITS: Final[tuple[int, ...]] = (
    1,
    10,
    *(unit for power in range(2, 12) for unit in (5 * 10 ** (power - 1), 10**power)),
)
GRID_SHARE: Final = 0.66
CELL: Final = 0.6
AIRY: Final = 0.78
LEAST_ROW: Final = 36
FILLED: Final = 0.86
BETWEEN: Final = 14


@dataclass(frozen=True)
class Pictogram:
    """One neutral figure repeated, each part on rows of its own; what one figure stands for is chosen and said.

    `each` replaces the sentence "Each figure is {} people" when figures stand for something else.
    """

    parts: tuple[Part, ...]
    heading: str = ""
    each: str = ""
    kind: ClassVar[str] = "pictogram"

    def __post_init__(self) -> None:
        need(self.parts, "parts")

    def cells(self) -> tuple[Cell, ...]:
        return cells_of(self.parts)

    def unit(self) -> int:
        """Return how many one figure stands for: the smallest of 1, 10, 50, 100, 500… with at most 200 figures.

        Units: people (or what `each` names) for one figure.
        Shape: a whole number.
        Errors: none.
        Source: readers still count about two hundred equal signs.
        """
        whole = sum(ends(part.figure)[1] for part in self.parts)
        return next(unit for unit in UNITS if whole / unit <= MOST_ICONS)

    def caption(self, language: str) -> str:
        """Say what one figure stands for."""
        unit, spoken = self.unit(), words(language)
        many = Figure(unit).display(language)
        sentence = self.each.format(many) if self.each else spoken.each_many.format(many)
        if unit == 1:
            return sentence if self.each else spoken.each_one
        return f"{sentence} ({spoken.rounded})"

    def per_row(self) -> int:
        """Return how many figures stand in a full row."""
        return 10 if sum(sum(self.icons(part)) for part in self.parts) <= 60 else 20

    def icons(self, part: Part) -> tuple[int, int]:
        """Return how many figures are filled and how many only outlined; a withheld part has one outline."""
        if look_of(part.figure) == "withheld":
            return 0, 1
        certain, possible = ends(part.figure)
        filled = _whole(certain / self.unit())
        return filled, max(_whole(possible / self.unit()) - filled, int(possible > certain))

    def rows(self, part: Part) -> int:
        return max(ceil(sum(self.icons(part)) / self.per_row()), 1)

    def room(self, paper: Paper, width: float) -> Room:
        top = self._top(paper, width)
        heights = [self._height(paper, width, paper.size(row)) for row in (LEAST_ROW, self._tallest(paper, width))]
        return Room(top + heights[0], top + heights[1])

    def draw(self, paper: Paper, frame: Frame) -> None:
        y = frame.y + self._write_top(paper, frame)
        row = self._row_height(paper, Frame(frame.x, y, frame.width, frame.y + frame.height - y))
        for part, tone in toned(self.parts):
            self._draw_people(paper, Frame(frame.x, y, frame.width, row), part, tone)
            self._draw_label(paper, Frame(frame.x, y, frame.width, row), part, tone)
            y += self._part_height(paper, frame.width, part, row) + paper.size(BETWEEN)

    def html(self, language: str, name: str) -> str:
        rows = "".join(
            _part_html(self, part, (tone, f"{name}-{number}"), language)
            for number, (part, tone) in enumerate(toned(self.parts))
        )
        caption = f'<p class="pictogram__each">{escape(self.caption(language))}</p>'
        heading = heading_html(self.heading)
        return f'<div class="pictogram" id="{name}">{heading}{caption}<ul class="pictogram__parts">{rows}</ul></div>'

    def sentence(self, language: str) -> str:
        return f"{headed(self.heading, listed(self.parts, language))} {self.caption(language)}."

    def _top(self, paper: Paper, width: float) -> float:
        heading = paper.tall(self.heading, width, HEADING, bold=True)
        return heading + paper.tall(self.caption(paper.language), width, CAPTION) + paper.size(14)

    def _write_top(self, paper: Paper, frame: Frame) -> float:
        used = paper.paragraph(self.heading, frame, style(HEADING, bold=True, role="heading")) if self.heading else 0
        below = Frame(frame.x, frame.y + used, frame.width, 0)
        return used + paper.paragraph(self.caption(paper.language), below, style(CAPTION, "quiet")) + paper.size(14)

    def _tallest(self, paper: Paper, width: float) -> float:
        """Return the unscaled row height at which the grid is as wide as it may be."""
        return min(width * GRID_SHARE / self.per_row() / CELL, 84 * paper.scale) / paper.scale

    def _grid(self, row: float, width: float) -> float:
        return self._cell(row, width) * self.per_row()

    def _cell(self, row: float, width: float) -> float:
        """Return how wide one figure's place is: airy where the sheet is wide, never tighter than the figure."""
        return float(int(max(min(width * GRID_SHARE / self.per_row(), row * AIRY), row * CELL)))

    def _label_width(self, paper: Paper, width: float) -> float:
        return width - width * GRID_SHARE - paper.size(28)

    def _label_height(self, paper: Paper, width: float, part: Part) -> float:
        if self._one_line(paper, width, part):
            return paper.size(NUMBER)
        return paper.size(NUMBER * 1.05) + paper.tall(part.label, self._label_width(paper, width), LABEL)

    def _one_line(self, paper: Paper, width: float, part: Part) -> bool:
        number = paper.long(part.figure.display(paper.language), NUMBER, bold=True)
        return number + paper.size(12) + paper.long(part.label, LABEL) <= self._label_width(paper, width)

    def _part_height(self, paper: Paper, width: float, part: Part, row: float) -> float:
        return max(self.rows(part) * row, self._label_height(paper, width, part))

    def _height(self, paper: Paper, width: float, row: float) -> float:
        gaps = paper.size(BETWEEN) * (len(self.parts) - 1)
        return sum(self._part_height(paper, width, part, row) for part in self.parts) + gaps

    def _row_height(self, paper: Paper, frame: Frame) -> float:
        """Return the tallest row with which every part still fits into the frame."""
        low, high = paper.size(LEAST_ROW), paper.size(self._tallest(paper, frame.width))
        while high - low > 0.25:
            middle = (low + high) / 2
            fits = self._height(paper, frame.width, middle) <= frame.height
            low, high = (middle, high) if fits else (low, middle)
        return float(int(low))

    def _draw_people(self, paper: Paper, frame: Frame, part: Part, tone: str) -> None:
        filled, outlined = self.icons(part)
        look: Look = "withheld" if look_of(part.figure) == "withheld" else "span"
        cell = self._cell(frame.height, frame.width)
        tone = "slate" if look == "withheld" else tone
        for number in range(filled + outlined):
            row, column = divmod(number, self.per_row())
            x, y = frame.x + column * cell, frame.y + row * frame.height
            paper.add(Person(x, y, frame.height * FILLED, tone, "solid" if number < filled else look))

    def _draw_label(self, paper: Paper, frame: Frame, part: Part, tone: str) -> None:
        x = frame.x + self._grid(frame.height, frame.width) + paper.size(28)
        number = part.figure.display(paper.language)
        baseline = frame.y + max(paper.size(NUMBER) * 0.74, frame.height * FILLED * 0.78)
        ink = "quiet" if tone == "slate" or look_of(part.figure) == "withheld" else tone
        paper.add(Text(x, baseline, number, paper.size(NUMBER), ink, bold=True))
        if self._one_line(paper, frame.width, part):
            x += paper.long(number, NUMBER, bold=True) + paper.size(12)
            paper.add(Text(x, baseline, part.label, paper.size(LABEL)))
            return
        below = Frame(x, baseline + paper.size(NUMBER) * 0.12, self._label_width(paper, frame.width), 0)
        paper.paragraph(part.label, below, style(LABEL))


def _whole(number: float) -> int:
    return max(int(number + 0.5), 1) if number > 0 else 0


def _part_html(block: Pictogram, part: Part, keys: tuple[str, str], language: str) -> str:
    tone, name = keys if look_of(part.figure) == "solid" else ("withheld", keys[1])
    number, label = escape(part.figure.display(language)), escape(part.label)
    people = people_svg((*block.icons(part), block.per_row()), name)
    return f'<li class="tone--{tone}"><p><strong>{number}</strong> <span>{label}</span></p>{people}</li>'


BLOCK: Final = Pictogram
EXAMPLE: Final = {
    "en": ("People who were given help", "children", "women", "men"),
    "mk": ("Лица што добиле помош", "деца", "жени", "мажи"),
    "sq": ("Personat që morën ndihmë", "fëmijë", "gra", "burra"),
    "ar": ("أشخاص تلقوا المساعدة", "أطفال", "نساء", "رجال"),
    "fa": ("کسانی که کمک گرفتند", "کودک", "زن", "مرد"),
}


def gallery(language: str) -> Pictogram:
    """Return the example for the gallery page."""
    heading, *labels = EXAMPLE.get(language, EXAMPLE["en"])
    counts = (Figure(61), Figure(92), Figure(15))
    return Pictogram(tuple(Part(label, count) for label, count in zip(labels, counts, strict=True)), heading)
