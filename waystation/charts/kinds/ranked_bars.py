"""Named amounts from the largest to the smallest, as horizontal bars from zero."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar, Final

from waystation.charts.figures import Figure
from waystation.charts.palette import tone_of
from waystation.charts.paper import Box, Frame, Paper, Room, Text, style
from waystation.charts.parts import Part, bar_html, cells_of, ends, headed, largest, listed, look_of, need, number_html
from waystation.charts.poster import Cell
from waystation.charts.words import words

HEADING: Final = 27
LABEL: Final = 23
NUMBER: Final = 25
LABEL_SHARE: Final = 0.42
STUB: Final = 46


@dataclass(frozen=True)
class RankedBars:
    """Rows sorted by their number; withheld and unknown rows come last. `keep_order` leaves the order as given."""

    bars: tuple[Part, ...]
    heading: str = ""
    keep_order: bool = False
    kind: ClassVar[str] = "ranked_bars"

    def __post_init__(self) -> None:
        need(self.bars, "bars")

    def ranked(self) -> tuple[Part, ...]:
        """Return the rows in the order they are shown."""
        if self.keep_order:
            return self.bars
        return tuple(sorted(self.bars, key=lambda part: (part.figure.span() is None, -ends(part.figure)[1])))

    def cells(self) -> tuple[Cell, ...]:
        return cells_of(self.ranked())

    def room(self, paper: Paper, width: float) -> Room:
        heading = paper.tall(self.heading, width, HEADING, bold=True) + paper.size(8)
        heights = [self._label_height(paper, width, part) for part in self.bars]
        return Room(
            heading + sum(max(height, paper.size(34)) + paper.size(6) for height in heights),
            heading + sum(max(height, paper.size(56)) + paper.size(10) for height in heights),
        )

    def draw(self, paper: Paper, frame: Frame) -> None:
        used = paper.size(8)
        if self.heading:
            used += paper.paragraph(self.heading, frame, style(HEADING, bold=True, role="heading"))
        heights = [max(self._label_height(paper, frame.width, part), paper.size(34)) for part in self.ranked()]
        spare = (frame.height - used - sum(heights)) / len(heights) if heights else 0
        y = frame.y + used
        for part, height in zip(self.ranked(), heights, strict=True):
            self._draw_row(paper, Frame(frame.x, y, frame.width, height + spare), part)
            y += height + spare
        x = frame.x + self._label_width(paper, frame.width) + paper.size(18)
        paper.add(Box(x - 2, frame.y + used, 2, frame.height - used, "ink"))

    def html(self, language: str, name: str) -> str:
        scale = largest(part.figure for part in self.bars)
        rows = "".join(_row_html(part, scale, language) for part in self.ranked())
        column = f'<th scope="col" role="columnheader">{escape(words(language).number)}</th>'
        head = f'<tr role="row"><td role="cell"></td>{column}</tr>'
        caption = f"<caption>{escape(self.heading)}</caption>" if self.heading else ""
        return (
            f'<table class="bars bars--ranked" id="{name}" role="table">{caption}'
            f'<thead class="bars__head" role="rowgroup">{head}</thead><tbody role="rowgroup">{rows}</tbody></table>'
        )

    def sentence(self, language: str) -> str:
        return headed(self.heading, listed(self.ranked(), language))

    def _label_width(self, paper: Paper, width: float) -> float:
        lines = [line for part in self.bars for line in paper.lines(part.label, width * LABEL_SHARE, LABEL)]
        return max((paper.long(line, LABEL) for line in lines), default=0) + 1

    def _label_height(self, paper: Paper, width: float, part: Part) -> float:
        return paper.tall(part.label, self._label_width(paper, width), LABEL)

    def _scale(self, paper: Paper, width: float) -> float:
        """Return pixels for each unit, so that every bar leaves room for the number at its end."""
        free = width - self._label_width(paper, width) - paper.size(18 + 14)
        limits = [
            (free - paper.long(part.figure.display(paper.language), NUMBER, bold=True)) / ends(part.figure)[1]
            for part in self.bars
            if ends(part.figure)[1] > 0
        ]
        return min(limits, default=0)

    def _draw_row(self, paper: Paper, frame: Frame, part: Part) -> None:
        label_width = self._label_width(paper, frame.width)
        height = self._label_height(paper, frame.width, part)
        top = frame.y + (frame.height - height) / 2
        paper.paragraph(part.label, Frame(frame.x, top, label_width, height), style(LABEL))
        thick = min(frame.height - paper.size(8), paper.size(38))
        start = frame.x + label_width + paper.size(18)
        bar = Frame(start, frame.y + (frame.height - thick) / 2, frame.width, thick)
        end = self._draw_bar(paper, bar, part, self._scale(paper, frame.width))
        plain = look_of(part.figure) == "solid"
        baseline = frame.y + frame.height / 2 + paper.size(NUMBER) * 0.36
        number = part.figure.display(paper.language)
        size = paper.size(NUMBER)
        paper.add(Text(end + paper.size(12), baseline, number, size, "ink" if plain else "quiet", bold=plain))

    def _draw_bar(self, paper: Paper, bar: Frame, part: Part, scale: float) -> float:
        if look_of(part.figure) == "withheld":
            paper.add(Box(bar.x, bar.y, paper.size(STUB), bar.height, "slate", "withheld"))
            return bar.x + paper.size(STUB)
        certain, possible = (end * scale for end in ends(part.figure))
        tone = tone_of(1, part.tone)
        if certain:
            paper.add(Box(bar.x, bar.y, certain, bar.height, tone))
        if possible > certain:
            paper.add(Box(bar.x + certain, bar.y, possible - certain, bar.height, tone, "span"))
        return bar.x + possible


def _row_html(part: Part, scale: float, language: str) -> str:
    bar = bar_html(part.figure, scale, tone_of(1, part.tone))
    head = f'<th scope="row" role="rowheader">{escape(part.label)}</th>'
    return f'<tr role="row">{head}<td role="cell">{bar}{number_html(part.figure, language)}</td></tr>'


BLOCK: Final = RankedBars
EXAMPLE: Final = {
    "en": ("How people reached the line", "Telephone", "Web form", "In person", "Social networks"),
    "mk": ("Како лицата се обратиле", "Телефон", "Образец на интернет", "Лично", "Социјални мрежи"),
    "sq": ("Si u lidhën njerëzit me linjën", "Telefon", "Formular në internet", "Personalisht", "Rrjete sociale"),
    "ar": ("كيف تواصل الناس مع الخط", "الهاتف", "نموذج على الإنترنت", "حضوريًا", "شبكات التواصل"),
    "fa": ("مردم چگونه تماس گرفتند", "تلفن", "فرم اینترنتی", "حضوری", "شبکه‌های اجتماعی"),
}


def gallery(language: str) -> RankedBars:
    """Return the example for the gallery page."""
    heading, *labels = EXAMPLE.get(language, EXAMPLE["en"])
    counts = (Figure(4870), Figure(612), Figure(text="<5"), Figure(low=220, high=240))
    return RankedBars(tuple(Part(label, count) for label, count in zip(labels, counts, strict=True)), heading)
