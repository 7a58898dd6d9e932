"""A laid-out sheet as SVG: real text, presentation attributes only, mirrored for Arabic and Farsi."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Final

from waystation.charts.figure_shape import HEIGHT, WIDTH, path_data
from waystation.charts.listing import alt
from waystation.charts.palette import GROUND, TONES
from waystation.charts.paper import LINE, Box, Mark, Paper, Person, Text
from waystation.charts.poster import Poster
from waystation.charts.words import readable

FAMILY: Final = "Waystation Sans,Noto Sans,Segoe UI,Roboto,Arial,sans-serif"
RIGHT_TO_LEFT_MARK: Final = "\u200f"
TITLE_LINE: Final = 1.16
TURN: Final = {"start": "end", "middle": "middle", "end": "start"}


def write_svg(poster: Poster, paper: Paper) -> str:
    """Return the sheet as one SVG document with title and description.

    Units: pixels.
    Shape: no style element, script or outside reference, so any content policy lets it show.
    Errors: none.
    Source: resvg ignores `direction`, so right-to-left text is anchored at its mirrored end between marks.
    """
    drawn = "".join(_group(paper, key, list(marks)) for key, marks in groupby(paper.marks, key=_group_key))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {paper.width:g} {paper.height:g}" '
        f'width="{paper.width:g}" height="{paper.height:g}" role="img" aria-labelledby="t d" lang="{poster.language}" '
        f'font-family="{FAMILY}"><title id="t">{escape(poster.title)}</title>'
        f'<desc id="d">{escape(alt(poster))}</desc>{_definitions(paper)}'
        f'<rect width="{paper.width:g}" height="{paper.height:g}" fill="{GROUND}"/>{drawn}</svg>\n'
    )


def _definitions(paper: Paper) -> str:
    heights = sorted({mark.height for mark in paper.marks if isinstance(mark, Person)})
    tones = sorted({mark.tone for mark in paper.marks if isinstance(mark, Box) and mark.look != "solid"})
    drawn = [*map(_person_definition, heights), *map(_hatch_definition, tones)]
    return f"<defs>{''.join(drawn)}</defs>" if drawn else ""


def _person_definition(height: float) -> str:
    return f'<path id="{_person_name(height)}" transform="scale({height / HEIGHT:.4g})" d="{path_data()}"/>'


def _person_name(height: float) -> str:
    return f"p{height * 10:.0f}"


def _hatch_definition(tone: str) -> str:
    return (
        f'<pattern id="h-{tone}" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V9" stroke="{TONES[tone]}" stroke-width="3" opacity=".55"/></pattern>'
    )


def _group_key(mark: Mark) -> tuple[str, ...]:
    if isinstance(mark, Text):
        return ("text", mark.tone, f"{mark.size:g}", "700" if mark.bold else "400", mark.anchor)
    return (type(mark).__name__, mark.tone, mark.look)


def _group(paper: Paper, key: tuple[str, ...], marks: list[Mark]) -> str:
    return f"<g {_paint(paper, key)}>{''.join(_marks(paper, marks))}</g>"


def _paint(paper: Paper, key: tuple[str, ...]) -> str:
    colour = TONES[key[1]]
    if key[0] == "text":
        anchor = TURN[key[4]] if paper.mirrored else key[4]
        weight = ' font-weight="700"' if key[3] == "700" else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return f'fill="{colour}" font-size="{key[2]}"{weight}{place}'
    if key[2] == "solid":
        return f'fill="{colour}"'
    dashes = ' stroke-dasharray="3 3"' if key[2] == "withheld" and key[0] == "Box" else ""
    fill = "none" if key[0] == "Person" else f"url(#h-{key[1]})"
    width = "6" if key[0] == "Person" else "2"
    return f'fill="{fill}" stroke="{colour}" stroke-width="{width}"{dashes}'


def _marks(paper: Paper, marks: Iterable[Mark]) -> Iterable[str]:
    for mark in marks:
        if isinstance(mark, Text):
            yield _text(paper, mark)
        elif isinstance(mark, Box):
            yield _box(paper, mark)
        else:
            x = _flipped(paper, mark.x, mark.height / HEIGHT * WIDTH)
            yield f'<use href="#{_person_name(mark.height)}" x="{_short(x)}" y="{_short(mark.y)}"/>'


def _flipped(paper: Paper, x: float, width: float = 0.0) -> float:
    return paper.width - x - width if paper.mirrored else x


def _short(number: float) -> str:
    return f"{round(number, 1):g}"


def _box(paper: Paper, box: Box) -> str:
    inset = 0 if box.look == "solid" else 1
    x, y = _flipped(paper, box.x, box.width) + inset, box.y + inset
    width, height = max(box.width - 2 * inset, 0.5), max(box.height - 2 * inset, 0.5)
    return f'<rect x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}"/>'


def _text(paper: Paper, text: Text) -> str:
    """Write each line as a text of its own: resvg sets the lines of one right-to-left text on top of each other."""
    x, step = _short(_flipped(paper, text.x)), text.size * (TITLE_LINE if text.role == "title" else LINE)
    drawn = ""
    for number, line in enumerate(text.text.split("\n")):
        y = _short(text.y + number * step)
        turn = f' transform="rotate({90 if paper.mirrored else -90} {x} {y})"' if text.turned else ""
        drawn += f'<text x="{x}" y="{y}"{turn}>{escape(_spoken(paper, line), quote=False)}</text>'
    return drawn


def _spoken(paper: Paper, line: str) -> str:
    """Put a right-to-left line between marks, so that a final full stop or number lands where it is read."""
    line = readable(line, paper.language)
    return f"{RIGHT_TO_LEFT_MARK}{line}{RIGHT_TO_LEFT_MARK}" if paper.mirrored else line
