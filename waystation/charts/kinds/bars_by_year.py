"""Amounts over the years as columns from zero; several sources of one year stand side by side."""

from dataclasses import dataclass
from typing import ClassVar, Final

from waystation.charts.column_marks import draw_columns
from waystation.charts.columns import Columns
from waystation.charts.figures import Figure
from waystation.charts.paper import Frame, Paper, Room
from waystation.charts.parts import headed, need
from waystation.charts.poster import Cell
from waystation.charts.year_table import year_table
from waystation.charts.years import Source, Year, source_of, sources_of


@dataclass(frozen=True)
class BarsByYear:
    """One column for each figure of each year. Contradicting sources are all shown, lettered, never averaged."""

    years: tuple[Year, ...]
    heading: str = ""
    tone: str = ""
    kind: ClassVar[str] = "bars_by_year"

    def __post_init__(self) -> None:
        need(self.years, "years")

    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(year.label, figure.source, figure) for year in self.years for figure in year.shown())

    def room(self, paper: Paper, width: float) -> Room:
        return Columns(paper, self.years, self.heading, self.tone, width).room()

    def draw(self, paper: Paper, frame: Frame) -> None:
        draw_columns(Columns(paper, self.years, self.heading, self.tone, frame.width), frame)

    def html(self, language: str, name: str) -> str:
        return year_table(self.years, (self.heading, name, self.tone), language)

    def sentence(self, language: str) -> str:
        sources = sources_of(self.years, language)
        return headed(self.heading, "; ".join(_year_said(year, sources, language) for year in self.years))


def _year_said(year: Year, sources: tuple[Source, ...], language: str) -> str:
    figures = []
    for figure in year.shown():
        name = source_of(figure, sources).name
        figures.append(f"{figure.display(language)} ({name})" if name else figure.display(language))
    return f"{year.label}: {', '.join(figures)}"


BLOCK: Final = BarsByYear
EXAMPLE: Final = {
    "en": "New people by year",
    "mk": "Нови лица по година",
    "sq": "Persona të rinj sipas vitit",
    "ar": "أشخاص جدد حسب السنة",
    "fa": "افراد تازه در هر سال",
}


def gallery(language: str) -> BarsByYear:
    """Return the example for the gallery page."""
    figures = [Figure(value) for value in (6, 11, 9, 14, 12, 17, 15, 10, 8, 13)]
    figures += [Figure(status="withheld"), Figure(text="<5"), Figure(low=6, high=8), Figure(10)]
    years = [Year(str(2005 + number), (figure,)) for number, figure in enumerate(figures)]
    return BarsByYear((*years, Year("2019"), Year("2020", (Figure(7),))), EXAMPLE.get(language, EXAMPLE["en"]))
