"""A laid-out sheet as a tagged PDF: the same marks, drawn by Typst from data, never from markup."""

import json
import logging
from pathlib import Path
from typing import Any, Final

from waystation.charts.figure_shape import person
from waystation.charts.palette import GROUND, TONES
from waystation.charts.paper import LINE, Box, Mark, Paper, Text
from waystation.charts.poster import Poster
from waystation.charts.svg_writer import TITLE_LINE, TURN
from waystation.charts.words import readable, words

TEMPLATE: Final = Path(__file__).parent / "sheet.typ"
FONTS: Final = Path(__file__).parent / "fonts"
ACCESSIBLE: Final = "ua-1"
log = logging.getLogger(__name__)


def write_pdf(poster: Poster, paper: Paper) -> bytes:
    """Return the sheet as PDF/UA-1; if Typst finds a fault, log it and return a plain tagged PDF.

    Units: the sheet's pixels are scaled to 210 mm across.
    Shape: one page.
    Errors: typst.TypstError when the plain PDF fails too.
    Source: PDF/UA-1 as checked by Typst.
    """
    import typst

    sheet = json.dumps(_sheet(poster, paper), ensure_ascii=False)
    try:
        return _compiled(sheet, [ACCESSIBLE])
    except typst.TypstError as fault:
        log.warning("The PDF in %s is not PDF/UA-1: %s", poster.language, fault)
        return _compiled(sheet, [])


def _compiled(sheet: str, standards: list[Any]) -> bytes:
    import typst

    compiler = typst.Compiler(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"sheet": sheet})
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("Typst returned pages instead of one document: sheet.typ must make one PDF.")
    return made


def _sheet(poster: Poster, paper: Paper) -> dict[str, Any]:
    return {
        "title": poster.title,
        "language": poster.language,
        "direction": words(poster.language).direction,
        "width": paper.width,
        "height": paper.height,
        "ground": GROUND,
        "person": [[letter, list(numbers)] for letter, numbers in person()],
        "marks": [_mark(paper, mark) for mark in paper.marks],
    }


def _mark(paper: Paper, mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Text):
        return _text(paper, mark)
    width = mark.width if isinstance(mark, Box) else mark.height * 0.44
    x = paper.width - mark.x - width if paper.mirrored else mark.x
    return {
        "kind": "box" if isinstance(mark, Box) else "person",
        "x": x,
        "y": mark.y,
        "width": width,
        "height": mark.height,
        "colour": TONES[mark.tone],
        "look": mark.look,
    }


def _text(paper: Paper, text: Text) -> dict[str, Any]:
    anchor = TURN[text.anchor] if paper.mirrored else text.anchor
    return {
        "kind": "text",
        "x": paper.width - text.x if paper.mirrored else text.x,
        "y": text.y,
        "lines": [readable(line, paper.language) for line in text.text.split("\n")],
        "size": text.size,
        "colour": TONES[text.tone],
        "bold": text.bold,
        "side": {"start": "left", "middle": "center", "end": "right"}[anchor],
        "turned": text.turned,
        "role": text.role,
        "step": text.size * (TITLE_LINE if text.role == "title" else LINE),
    }
