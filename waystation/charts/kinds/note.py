"""A few words that explain, beside a coloured rule."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar, Final

from waystation.charts.paper import Box, Frame, Paper, Room, style
from waystation.charts.parts import heading_html
from waystation.charts.poster import Cell
from waystation.charts.words import readable

WORDS: Final = 24
INSET: Final = 24


@dataclass(frozen=True)
class Note:
    """A short text; it holds no figures, so numbers in it are the writer's words."""

    text: str
    heading: str = ""
    tone: str = "rust"
    kind: ClassVar[str] = "note"

    def cells(self) -> tuple[Cell, ...]:
        return ()

    def room(self, paper: Paper, width: float) -> Room:
        inner = width - paper.size(INSET)
        height = paper.tall(self.heading, inner, WORDS, bold=True) + paper.tall(self.text, inner, WORDS)
        return Room(height, height)

    def draw(self, paper: Paper, frame: Frame) -> None:
        height = self.room(paper, frame.width).least
        paper.add(Box(frame.x, frame.y, paper.size(5), height, self.tone))
        inner = Frame(frame.x + paper.size(INSET), frame.y, frame.width - paper.size(INSET), height)
        used = paper.paragraph(self.heading, inner, style(WORDS, bold=True, role="heading")) if self.heading else 0
        paper.paragraph(self.text, Frame(inner.x, inner.y + used, inner.width, height - used), style(WORDS))

    def html(self, language: str, name: str) -> str:
        heading, text = heading_html(self.heading), escape(readable(self.text, language))
        return f'<div class="chart-note chart-note--{self.tone}" id="{name}">{heading}<p>{text}</p></div>'

    def sentence(self, language: str) -> str:
        del language
        return f"{self.heading}. {self.text}" if self.heading else self.text


BLOCK: Final = Note
EXAMPLE: Final = {
    "en": "A person is counted once, in the year the help began.",
    "mk": "Секое лице се брои еднаш, во годината кога почнала помошта.",
    "sq": "Çdo person numërohet një herë, në vitin kur filloi ndihma.",
    "ar": "يُحتسب كل شخص مرة واحدة، في السنة التي بدأت فيها المساعدة.",
    "fa": "هر نفر یک بار شمرده می‌شود، در سالی که کمک آغاز شد.",
}


def gallery(language: str) -> Note:
    """Return the example for the gallery page."""
    return Note(EXAMPLE.get(language, EXAMPLE["en"]))
