"""Drawing columns over the years: how wide, how high, and where each number can stand."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from waystation.charts.figures import Figure
from waystation.charts.measuring import DoesNotFit
from waystation.charts.paper import GAP, LINE, Box, Frame, Paper, Room, Text, style
from waystation.charts.parts import ends, largest, look_of
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
STRIP_SHARE: Final = 0.16


@dataclass(frozen=True)
class Column:
    """One figure's place: `x` and `width` on the sheet."""

    year: Year
    figure: Figure
    source: Source
    x: float
    width: float


@dataclass(frozen=True)
class Columns:
    """The columns of one chart on one sheet."""

    paper: Paper
    years: tuple[Year, ...]
    heading: str
    tone: str

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return sources_of(self.years, self.paper.language)

    def room(self, width: float) -> Room:
        fixed = self._top(width) + self._bottom(width)
        labels = max((self._label_height(column, width) for column in self.columns(0, width)), default=0)
        least = max(self.paper.size(PLOT_LEAST), labels + self.paper.size(30), self._ample(width))
        return Room(fixed + least, fixed + max(self.paper.size(PLOT_MOST), least))

    def _ample(self, width: float) -> float:
        """Return the height at which a long turned label does not press the highest column under six tenths."""
        columns = self.columns(0, width)
        highest = largest(column.figure for column in columns)
        heights = [
            self._label_height(column, width) / (1 - 0.6 * ends(column.figure)[1] / highest)
            for column in columns
            if column.figure.span()
        ]
        return min(max(heights, default=0), self.paper.size(PLOT_MOST * 0.75))

    def columns(self, x: float, width: float) -> list[Column]:
        """Return the place of every figure between x and x + width."""
        slot = width / len(self.years)
        most = max(len(year.shown()) for year in self.years)
        apart = max(slot * 0.14, GAP)
        wide = min((slot - apart - GAP * (most - 1)) / most, self.paper.size(110))
        found = []
        for number, year in enumerate(self.years):
            shown = year.shown()
            start = x + slot * (number + 0.5) - (wide * len(shown) + GAP * (len(shown) - 1)) / 2
            for place, figure in enumerate(shown):
                source = source_of(figure, self.sources, self.tone)
                found.append(Column(year, figure, source, start + place * (wide + GAP), wide))
        return found

    def draw(self, frame: Frame) -> None:
        top, bottom = self._top(frame.width), self._bottom(frame.width)
        if self.heading:
            self.paper.paragraph(self.heading, frame, style(HEADING, bold=True, role="heading"))
        plot = Frame(frame.x, frame.y + top, frame.width, frame.height - top - bottom)
        columns = self.columns(plot.x, plot.width)
        scale = self._pixels_per_unit(columns, plot)
        for column in columns:
            self._draw_column(column, plot, scale)
        base = plot.y + plot.height
        self.paper.add(Box(frame.x, base, frame.width, 2, "ink"))
        self._draw_axis(Frame(frame.x, base + 2, frame.width, bottom), columns)
        self._draw_key(Frame(frame.x, frame.y + frame.height - self._key_height(frame.width), frame.width, 0))

    def _top(self, width: float) -> float:
        return self.paper.tall(self.heading, width, HEADING, bold=True) + self.paper.size(10)

    def _bottom(self, width: float) -> float:
        letters = self.paper.size(LETTER * 1.35) if self.sources else 0
        return letters + self.paper.size(AXIS * 1.5) + 2 + self._key_height(width)

    def _number_size(self, width: float) -> float:
        """Return one unscaled size at which plain numbers stand upright over their columns."""
        largest_size = LETTERED_NUMBER if self.sources else NUMBER
        sizes = [
            NUMBER * self._allowed(column, width) / self.paper.long(self._said(column), NUMBER, bold=True)
            for column in self.columns(0, width)
            if column.figure.value is not None
        ]
        return max(min([largest_size, *sizes]), SMALLEST)

    def _said(self, column: Column) -> str:
        return column.figure.display(self.paper.language)

    def _allowed(self, column: Column, width: float) -> float:
        """Return how wide a label may be: a year's slot for one or two figures, the column itself for more."""
        slot = width / len(self.years)
        beside = len(column.year.shown())
        return slot / beside - 4 if beside <= 2 else column.width + GAP - 1

    def _upright(self, column: Column, width: float) -> list[str]:
        """Return the lines of a label that fits upright over its column; none when it must be turned."""
        allowed = self._allowed(column, width)
        if column.figure.value is not None and self._fits(column, self._number_size(width), allowed):
            return [self._said(column)]
        try:
            lines = self.paper.lines(self._said(column), allowed, PHRASE)
        except DoesNotFit:
            return []
        return lines if len(lines) <= MOST_LINES else []

    def _fits(self, column: Column, size: float, allowed: float) -> bool:
        return self.paper.long(self._said(column), size, bold=True) <= allowed + 0.5

    def _turned(self, column: Column, width: float) -> bool:
        return not self._upright(column, width)

    def _label_height(self, column: Column, width: float) -> float:
        lines = self._upright(column, width)
        if not lines:
            return self.paper.long(self._said(column), TURNED) + self.paper.size(14)
        if column.figure.value is not None:
            return self.paper.size(self._number_size(width)) * 1.15
        return self.paper.size(PHRASE) * LINE * len(lines) + self.paper.size(6)

    def _pixels_per_unit(self, columns: list[Column], plot: Frame) -> float:
        limits = [
            (plot.height - self._label_height(column, plot.width)) / ends(column.figure)[1]
            for column in columns
            if ends(column.figure)[1] > 0
        ]
        return min(limits, default=0)

    def _draw_column(self, column: Column, plot: Frame, scale: float) -> None:
        base = plot.y + plot.height
        if column.figure.status == "withheld":
            self.paper.add(Box(column.x, plot.y, column.width, plot.height, "slate", "withheld"))
        certain, possible = (end * scale for end in ends(column.figure))
        if certain:
            self.paper.add(Box(column.x, base - certain, column.width, certain, column.source.tone))
        if possible > certain:
            height = possible - certain
            self.paper.add(Box(column.x, base - possible, column.width, height, column.source.tone, "span"))
        if column.figure.status == "withheld":
            self._clear(column, base, plot.width)
        self._write_number(column, base - possible, plot.width)

    def _clear(self, column: Column, base: float, width: float) -> None:
        """Clear the hatching behind the word."""
        high = self._label_height(column, width) + self.paper.size(8)
        lines = self._upright(column, width)
        longest = max((self.paper.long(line, PHRASE) for line in lines), default=self.paper.size(TURNED * 1.3))
        wide = min(longest + self.paper.size(8), column.width - 4)
        self.paper.add(Box(column.x + (column.width - wide) / 2, base - high, wide, high - 2, "ground"))

    def _write_number(self, column: Column, y: float, width: float) -> None:
        middle = column.x + column.width / 2
        tone = self._ink(column)
        lines = self._upright(column, width)
        if not lines:
            size = self.paper.size(TURNED)
            text = Text(middle + size * 0.34, y - self.paper.size(9), self._said(column), size, tone, turned=True)
        elif column.figure.value is not None:
            size = self.paper.size(self._number_size(width))
            x = self._label_middle(column, self.paper.long(lines[0], self._number_size(width), bold=True))
            text = Text(x, y - size * 0.3, lines[0], size, tone, bold=True, anchor="middle")
        else:
            size = self.paper.size(PHRASE)
            x = self._label_middle(column, max(self.paper.long(line, PHRASE) for line in lines))
            first = y - size * 0.55 - size * LINE * (len(lines) - 1)
            text = Text(x, first, "\n".join(lines), size, tone, anchor="middle")
        self.paper.add(text)

    def _ink(self, column: Column) -> str:
        """Return the tone of a label: its source's, so that numbers side by side are never read as one."""
        if look_of(column.figure) != "solid" or column.source.tone == "slate":
            return "quiet"
        return column.source.tone if self.sources else "ink"

    def _label_middle(self, column: Column, wide: float) -> float:
        """Return where a label is centred: over its column, but two in one year never touch."""
        figures = column.year.shown()
        middle = column.x + column.width / 2
        if len(figures) != 2:
            return middle
        apart = wide / 2 + self.paper.size(4)
        if column.figure is figures[0]:
            return min(middle, column.x + column.width + GAP / 2 - apart)
        return max(middle, column.x - GAP / 2 + apart)

    def _draw_axis(self, frame: Frame, columns: list[Column]) -> None:
        letters = self.paper.size(LETTER)
        for column in columns:
            if column.source.letter:
                middle = column.x + column.width / 2
                y = frame.y + letters * 1.1
                self.paper.add(Text(middle, y, column.source.letter, letters, self._ink(column), anchor="middle"))
        below = letters * 1.35 if self.sources else 0
        slot = frame.width / len(self.years)
        y = frame.y + below + self.paper.size(AXIS) * 1.2
        for number in range(0, len(self.years), self._every(slot)):
            x = frame.x + slot * (number + 0.5)
            label = self.years[number].label
            self.paper.add(Text(x, y, label, self._axis_size(slot), "quiet", anchor="middle"))

    def _axis_size(self, slot: float) -> float:
        widest = max(self.paper.long(year.label, AXIS) for year in self.years)
        return self.paper.size(max(min(AXIS, AXIS * (slot - 4) / widest), SMALLEST))

    def _every(self, slot: float) -> int:
        """Return how many years one label stands for, so that labels never touch."""
        widest = max(self.paper.long(year.label, SMALLEST) for year in self.years) + 4
        return next(step for step in range(1, len(self.years) + 1) if slot * step >= widest or step == len(self.years))

    def _key_rows(self, width: float) -> list[list[Source]]:
        rows: list[list[Source]] = [[]]
        filled = 0.0
        for source in self.sources:
            wanted = self._entry_width(source)
            if rows[-1] and filled + wanted > width:
                rows.append([])
                filled = 0.0
            rows[-1].append(source)
            filled += wanted
        return rows

    def _entry_width(self, source: Source) -> float:
        return self.paper.long(f"{source.letter} {source.name}", KEY, bold=True) + self.paper.size(30 + 34)

    def _key_height(self, width: float) -> float:
        if not self.sources:
            return 0
        return len(self._key_rows(width)) * self.paper.size(KEY * 1.5) + self.paper.size(8)

    def _draw_key(self, frame: Frame) -> None:
        side = self.paper.size(18)
        for number, row in enumerate(self._key_rows(frame.width) if self.sources else []):
            baseline = frame.y + self.paper.size(8) + self.paper.size(KEY * 1.5) * (number + 0.75)
            x = frame.x
            for source in row:
                self.paper.add(Box(x, baseline - side * 0.92, side, side, source.tone))
                text = f"{source.letter} {source.name}"
                self.paper.add(Text(x + self.paper.size(28), baseline, text, self.paper.size(KEY)))
                x += self._entry_width(source)
