"""Infographic blocks: numbers and words in, pictures and tables out."""

from waystation.charts.drawing import pdf, png, svg
from waystation.charts.figures import Figure, ImpossibleFigure
from waystation.charts.html_writer import html, stylesheet
from waystation.charts.kinds import kinds
from waystation.charts.kinds.bars_by_year import BarsByYear
from waystation.charts.kinds.big_number import BigNumber
from waystation.charts.kinds.note import Note
from waystation.charts.kinds.pictogram import Pictogram
from waystation.charts.kinds.proportion import Proportion
from waystation.charts.kinds.ranked_bars import RankedBars
from waystation.charts.layout import UnknownShape
from waystation.charts.listing import alt, csv, numbers
from waystation.charts.measuring import DoesNotFit
from waystation.charts.parts import NothingToDraw, Part
from waystation.charts.poster import Block, Cell, Poster
from waystation.charts.words import UnknownLanguage, languages
from waystation.charts.years import Year

__all__ = [
    "BarsByYear",
    "BigNumber",
    "Block",
    "Cell",
    "DoesNotFit",
    "Figure",
    "ImpossibleFigure",
    "Note",
    "NothingToDraw",
    "Part",
    "Pictogram",
    "Poster",
    "Proportion",
    "RankedBars",
    "UnknownLanguage",
    "UnknownShape",
    "Year",
    "alt",
    "csv",
    "html",
    "kinds",
    "languages",
    "numbers",
    "pdf",
    "png",
    "stylesheet",
    "svg",
]
