"""Columns over the years: how wide each is, what stands above it, and how high the chart must be."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from waystation.charts.figures import Figure
from waystation.charts.measuring import DoesNotFit
from waystation.charts.paper import GAP, LINE, Paper, Room
from waystation.charts.parts import ends, largest
from waystation.charts.years import Source, Year, source_of, sources_of

HEADING: Final = 27
NUMBER: Final = 25
LETTERED_NUMBER: Final = 21
SMALLEST: Final = 16
TURNED: Final = 21
PHRASE: Final = 20
MOST_LINES: Final = 3
AXIS: Final = 21
LETTER: Final = 18
KEY: Final = 21
PLOT_LEAST: Final = 170
PLOT_MOST: Final = 430
WIDEST: Final = 110
BETWEEN_YEARS: Final = 0.14
HIGHEST_LEAST: Final = 0.6


@dataclass(frozen=True)
class Column:
    """One figure's place: `x` from the chart's start and `width`."""

    year: Year
    figure: Figure
    source: Source
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass
class Columns:
    """The columns of one chart on one sheet, all measured before the first is drawn."""

    paper: Paper
    years: tuple[Year, ...]
    heading: str
    tone: str
    width: float

    def room(self) -> Room:
        fixed = self.top + self.bottom
        labels = max(self.label_height(column) for column in self.all)
        least = max(self.paper.size(PLOT_LEAST), labels + self.paper.size(30), self._ample())
        return Room(fixed + least, fixed + max(self.paper.size(PLOT_MOST), least))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return sources_of(self.years, self.paper.language)

    @property
    def slot(self) -> float:
        """Return the width of one year."""
        return self.width / len(self.years)

    @property
    def top(self) -> float:
        return self.paper.tall(self.heading, self.width, HEADING, bold=True) + self.paper.size(10)

    @property
    def bottom(self) -> float:
        letters = self.paper.size(LETTER * 1.35) if self.sources else 0
        return letters + self.paper.size(AXIS * 1.5) + 2 + self.key_height

    @cached_property
    def all(self) -> list[Column]:
        """Return the place of every figure."""
        most = max(len(year.shown()) for year in self.years)
        apart = max(self.slot * BETWEEN_YEARS, GAP)
        wide = min((self.slot - apart - GAP * (most - 1)) / most, self.paper.size(WIDEST))
        if wide < 2:
            raise DoesNotFit(f"{len(self.years)} years with up to {most} figures are too many: draw fewer years.")
        return [column for number, year in enumerate(self.years) for column in self._of_year(number, year, wide)]

    def _of_year(self, number: int, year: Year, wide: float) -> list[Column]:
        shown = year.shown()
        start = self.slot * (number + 0.5) - (wide * len(shown) + GAP * (len(shown) - 1)) / 2
        return [
            Column(year, figure, source_of(figure, self.sources, self.tone), start + place * (wide + GAP), wide)
            for place, figure in enumerate(shown)
        ]

    @cached_property
    def number_size(self) -> float:
        """Return one unscaled size at which plain numbers stand upright over their columns."""
        sizes = [
            NUMBER * self._allowed(column) / self.paper.long(self.said(column), NUMBER, bold=True)
            for column in self.all
            if column.figure.value is not None
        ]
        return max(min([LETTERED_NUMBER if self.sources else NUMBER, *sizes]), SMALLEST)

    def said(self, column: Column) -> str:
        return column.figure.display(self.paper.language)

    def _allowed(self, column: Column) -> float:
        """Return how wide a label may be: a year's slot for one or two figures, else the column; inside if hatched."""
        if column.figure.status == "withheld":
            return column.width - self.paper.size(10)
        beside = len(column.year.shown())
        return self.slot / beside - 4 if beside <= 2 else column.width + GAP - 1

    def upright(self, column: Column) -> list[str]:
        """Return the lines of a label that fits upright over its column; none when it must be turned."""
        allowed, said = self._allowed(column), self.said(column)
        if column.figure.value is not None:
            fits = self.paper.long(said, self.number_size, bold=True) <= allowed + 0.5
            return [said] if fits else []
        try:
            lines = self.paper.lines(said, allowed, PHRASE)
        except DoesNotFit:
            return []
        return lines if len(lines) <= MOST_LINES else []

    def label_height(self, column: Column) -> float:
        lines = self.upright(column)
        if not lines:
            return self.paper.long(self.said(column), TURNED) + self.paper.size(14)
        if column.figure.value is not None:
            return self.paper.size(self.number_size) * 1.15
        return self.paper.size(PHRASE) * LINE * len(lines) + self.paper.size(10)

    def _ample(self) -> float:
        """Return the height at which a long turned label does not press the highest column under six tenths."""
        highest = largest(column.figure for column in self.all)
        heights = [
            self.label_height(column) / (1 - HIGHEST_LEAST * ends(column.figure)[1] / highest)
            for column in self.all
            if column.figure.span()
        ]
        return min(max(heights, default=0), self.paper.size(PLOT_MOST * 0.75))

    def scale(self, height: float) -> float:
        """Return pixels for each unit, so that every column leaves room for its label."""
        limits = [
            (height - self.label_height(column)) / ends(column.figure)[1]
            for column in self.all
            if ends(column.figure)[1] > 0
        ]
        return min(limits, default=0)

    @cached_property
    def key(self) -> list[list[Source]]:
        """Return the sources in the rows of the key."""
        rows: list[list[Source]] = [[]] if self.sources else []
        filled = 0.0
        for source in self.sources:
            wanted = self.entry_width(source)
            if rows[-1] and filled + wanted > self.width:
                rows.append([])
                filled = 0.0
            rows[-1].append(source)
            filled += wanted
        return rows

    def entry_width(self, source: Source) -> float:
        return self.paper.long(f"{source.letter} {source.name}", KEY, bold=True) + self.paper.size(30 + 34)

    @property
    def key_height(self) -> float:
        return len(self.key) * self.paper.size(KEY * 1.5) + self.paper.size(8) if self.key else 0
