"""One number the reader should remember, with the words that say what it counts."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar, Final

from waystation.charts.figures import Figure
from waystation.charts.palette import tone_of
from waystation.charts.paper import Frame, Paper, Room, Text, style
from waystation.charts.poster import Cell

DIGITS: Final = 132
PHRASE: Final = 84
OVERHANG: Final = 0.025
LABEL: Final = 34
BETWEEN: Final = 32
CAP_HEIGHT: Final = 0.72


@dataclass(frozen=True)
class BigNumber:
    """A figure in large digits beside its label; a figure that is a phrase stands above it."""

    figure: Figure
    label: str
    tone: str = "rust"
    kind: ClassVar[str] = "big_number"

    def cells(self) -> tuple[Cell, ...]:
        return (Cell(self.label, "", self.figure),)

    def room(self, paper: Paper, width: float) -> Room:
        digits = self._digits(paper, width)
        label = paper.tall(self.label, self._label_width(paper, width), LABEL)
        number = paper.size(digits) * CAP_HEIGHT
        height = max(number, label) if self._beside(paper, width) else number + paper.size(20) + label
        return Room(height + paper.size(8), height + paper.size(8))

    def draw(self, paper: Paper, frame: Frame) -> None:
        digits, beside = self._digits(paper, frame.width), self._beside(paper, frame.width)
        number = self.figure.display(paper.language)
        cap = paper.size(digits) * CAP_HEIGHT
        top = frame.y + (frame.height - cap) / 2 if beside else frame.y
        x = frame.x - paper.size(digits) * OVERHANG
        paper.add(Text(x, top + cap, number, paper.size(digits), tone_of(0, self.tone), bold=True))
        width = self._label_width(paper, frame.width)
        height = paper.tall(self.label, width, LABEL)
        y = frame.y + (frame.height - height) / 2 if beside else top + cap + paper.size(20)
        paper.paragraph(self.label, Frame(frame.x + frame.width - width, y, width, height), style(LABEL))

    def html(self, language: str, name: str) -> str:
        number, label = escape(self.figure.display(language)), escape(self.label)
        shape = "" if self.figure.value is not None else " big-number__figure--words"
        tone = tone_of(0, self.tone)
        return (
            f'<p class="big-number" id="{name}">'
            f'<strong class="big-number__figure{shape} tone--{tone}">{number}</strong> '
            f'<span class="big-number__label">{label}</span></p>'
        )

    def sentence(self, language: str) -> str:
        return f"{self.figure.display(language)} {self.label}."

    def _beside(self, paper: Paper, width: float) -> bool:
        return paper.long(self.figure.display(paper.language), DIGITS, bold=True) <= width * 0.52

    def _digits(self, paper: Paper, width: float) -> float:
        if self._beside(paper, width):
            return DIGITS
        wide = paper.long(self.figure.display(paper.language), PHRASE, bold=True)
        return PHRASE if wide <= width else PHRASE * width / wide * 0.99

    def _label_width(self, paper: Paper, width: float) -> float:
        if not self._beside(paper, width):
            return width
        return width - paper.long(self.figure.display(paper.language), DIGITS, bold=True) - paper.size(BETWEEN)


BLOCK: Final = BigNumber
EXAMPLE: Final = {
    "en": "people were given help in twenty years",
    "mk": "лица добиле помош за дваесет години",
    "sq": "persona morën ndihmë gjatë njëzet vjetëve",
    "ar": "شخصًا تلقوا المساعدة خلال عشرين عامًا",
    "fa": "نفر در بیست سال کمک دریافت کردند",
}


def gallery(language: str) -> BigNumber:
    """Return the example for the gallery page."""
    return BigNumber(Figure(168), EXAMPLE.get(language, EXAMPLE["en"]))
