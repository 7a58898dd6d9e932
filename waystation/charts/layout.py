"""Placing a poster's parts on a sheet: the largest scale at which everything fits, or a clear refusal."""

from dataclasses import dataclass
from typing import Final

from waystation.charts.measuring import DoesNotFit
from waystation.charts.paper import Box, Frame, Paper, Room, Text, style
from waystation.charts.poster import Block, Poster

COMFORT: Final = ((0.75, 1.0), (0.5, 0.92), (0.25, 0.84), (0.0, 0.66))
SCALES: Final = tuple(step / 100 for step in range(104, 64, -2))
TITLE: Final = 54
SUBTITLE: Final = 27
SMALL: Final = 20
CLOSING: Final = 26
ENTRY: Final = 4
BANNER: Final = 23
GAP: Final = 34
MOST_GAP: Final = 84


@dataclass(frozen=True)
class Shape:
    """The size of a picture and the margins kept free; a story leaves room for the frame of the app around it."""

    width: float
    height: float
    side: float
    top: float
    bottom: float


SHAPES: Final = {
    "poster": Shape(1080, 1350, 64, 48, 52),
    "square": Shape(1080, 1080, 56, 40, 40),
    "story": Shape(1080, 1920, 64, 150, 190),
    "page": Shape(1080, 1527, 80, 70, 80),
}


class UnknownShape(LookupError):
    """A picture is asked for in a shape that does not exist."""


def lay_out(poster: Poster, shape: str = "poster") -> Paper:
    """Return the sheet with every mark placed.

    Units: pixels; `page` is A4 at 1080 pixels across.
    Shape: poster 1080x1350, square 1080x1080, story 1080x1920, page 1080x1527.
    Errors: UnknownShape; DoesNotFit when even the smallest readable scale is too large.
    Source: the largest scale is taken at which blocks get three quarters of the height they wish for; when none
        above 1 does, they get less and less, and at last the smallest readable scale.
    """
    if shape not in SHAPES:
        raise UnknownShape(f"There is no picture shape {shape!r}: choose one of {', '.join(SHAPES)}.")
    reason = ""
    for comfort, smallest in COMFORT:
        for scale in (step for step in SCALES if step >= smallest):
            try:
                return _placed(poster, SHAPES[shape], scale, comfort)
            except DoesNotFit as problem:
                reason = str(problem)
    raise DoesNotFit(f"The {shape} picture {poster.title!r} cannot be drawn. {reason}")


def _placed(poster: Poster, shape: Shape, scale: float, comfort: float) -> Paper:
    paper = Paper(shape.width, shape.height, poster.language, scale)
    width = shape.width - 2 * shape.side
    band = _band(paper, poster, shape)
    head = _head_height(paper, poster, width)
    foot = _foot_height(paper, poster, width)
    top = band + shape.top + head
    available = shape.height - top - shape.bottom - foot
    rooms = [block.room(paper, width) for block in poster.blocks]
    heights, gap = _shared(rooms, available, (paper.size(GAP), paper.size(MOST_GAP)), comfort)
    _draw_head(paper, poster, Frame(shape.side, band + shape.top, width, head))
    _draw_blocks(paper, poster.blocks, heights, (Frame(shape.side, top, width, available), gap))
    _draw_foot(paper, poster, Frame(shape.side, shape.height - shape.bottom - foot, width, foot))
    return paper


def _shared(
    rooms: list[Room], available: float, gaps: tuple[float, float], comfort: float
) -> tuple[list[float], float]:
    """Give every block its least height, then share what is left, first to blocks, then to gaps."""
    gap, most_gap = gaps
    spaces = len(rooms) + 1
    spare = available - sum(room.least for room in rooms) - gap * spaces
    wish = sum(room.most - room.least for room in rooms)
    if spare < wish * comfort:
        raise DoesNotFit(
            f"It is {wish * comfort - spare:.0f} pixels too high: "
            "shorten its texts, take out a block or choose a taller shape."
        )
    given = min(spare / wish, 1.0) if wish else 0.0
    heights = [room.least + (room.most - room.least) * given for room in rooms]
    left = (spare - wish * given) / spaces
    return heights, min(gap + left, most_gap)


def _band(paper: Paper, poster: Poster, shape: Shape) -> float:
    """Draw the coloured band, tall enough for the banner when there is one."""
    height = paper.size(BANNER * 2.1) if poster.banner else 12.0
    extra = shape.top - 56 if shape.top > 100 and poster.banner else 0.0
    paper.add(Box(0, 0, paper.width, height + extra, "rust"))
    if poster.banner:
        if paper.long(poster.banner, BANNER, bold=True) > shape.width - 2 * shape.side:
            raise DoesNotFit("The banner is wider than the picture: shorten it.")
        baseline = extra + height / 2 + paper.size(BANNER) * 0.36
        paper.add(Text(shape.side, baseline, poster.banner, paper.size(BANNER), "ground", bold=True))
    return height


def _head_height(paper: Paper, poster: Poster, width: float) -> float:
    title = len(paper.lines(poster.title, width, TITLE, bold=True)) * paper.size(TITLE) * 1.16
    subtitle = paper.tall(poster.subtitle, width, SUBTITLE)
    return title + (subtitle + paper.size(14) if subtitle else 0) + paper.size(10)


def _draw_head(paper: Paper, poster: Poster, frame: Frame) -> None:
    size = paper.size(TITLE)
    lines = paper.lines(poster.title, frame.width, TITLE, bold=True)
    title = Text(frame.x, frame.y + size * 0.86, "\n".join(lines), size, bold=True, role="title")
    paper.add(title)
    y = frame.y + len(lines) * size * 1.16 + paper.size(14)
    if poster.subtitle:
        paper.paragraph(poster.subtitle, Frame(frame.x, y, frame.width, 0), style(SUBTITLE, "quiet"))


def _draw_blocks(paper: Paper, blocks: tuple[Block, ...], heights: list[float], place: tuple[Frame, float]) -> None:
    frame, gap = place
    y = frame.y + gap
    for block, height in zip(blocks, heights, strict=True):
        block.draw(paper, Frame(frame.x, y, frame.width, height))
        y += height + gap


def _small_lines(poster: Poster) -> list[tuple[str, str]]:
    return [*poster.small_print(), *(("", remark) for remark in poster.remarks())]


def _caption_width(paper: Paper, poster: Poster) -> float:
    captions = [paper.long(caption, SMALL, bold=True) for caption, _ in poster.small_print()]
    return max(captions) + paper.size(20) if captions else 0.0


def _foot_height(paper: Paper, poster: Poster, width: float) -> float:
    inner = width - _caption_width(paper, poster)
    lines = sum(paper.tall(text, inner, SMALL) + paper.size(ENTRY) for _, text in _small_lines(poster))
    closing = paper.tall(poster.note, width, CLOSING, bold=True)
    return lines + paper.size(18) + (closing + paper.size(24) if closing else 0)


def _draw_foot(paper: Paper, poster: Poster, frame: Frame) -> None:
    paper.add(Box(frame.x, frame.y, frame.width, 2, "hairline"))
    indent = _caption_width(paper, poster)
    y = frame.y + paper.size(18)
    for caption, text in _small_lines(poster):
        if caption:
            paper.paragraph(caption, Frame(frame.x, y, indent, 0), style(SMALL, "quiet", bold=True))
        place = Frame(frame.x + indent, y, frame.width - indent, 0)
        y += paper.paragraph(text, place, style(SMALL, "quiet")) + paper.size(ENTRY)
    if poster.note:
        paper.paragraph(poster.note, Frame(frame.x, y + paper.size(24), frame.width, 0), style(CLOSING, bold=True))
