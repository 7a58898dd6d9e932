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
    plans: dict[float, Plan | DoesNotFit] = {}
    for comfort, smallest in COMFORT:
        for scale in (step for step in SCALES if step >= smallest):
            if scale not in plans:
                plans[scale] = _planned(poster, SHAPES[shape], scale)
            plan = plans[scale]
            if isinstance(plan, Plan) and plan.fits(comfort):
                return _drawn(poster, SHAPES[shape], plan)
    raise DoesNotFit(f"The {shape} picture {poster.title!r} cannot be drawn. {_reason(plans[SCALES[-1]])}")


@dataclass(frozen=True)
class Plan:
    """What a poster needs at one scale and what the sheet has."""

    paper: Paper
    head: float
    foot: float
    rooms: tuple[Room, ...]
    available: float

    @property
    def spare(self) -> float:
        """Return the height left when every block has its least and every gap its normal height."""
        gaps = self.paper.size(GAP) * (len(self.rooms) + 1)
        return self.available - sum(room.least for room in self.rooms) - gaps

    @property
    def wish(self) -> float:
        """Return the height blocks would like beyond their least."""
        return sum(room.most - room.least for room in self.rooms)

    def fits(self, comfort: float) -> bool:
        return self.spare >= self.wish * comfort

    def shares(self) -> tuple[list[float], float]:
        """Return the height of each block and of each gap: what is left goes first to blocks, then to gaps."""
        given = min(self.spare / self.wish, 1.0) if self.wish else 0.0
        heights = [room.least + (room.most - room.least) * given for room in self.rooms]
        left = (self.spare - self.wish * given) / (len(self.rooms) + 1)
        return heights, min(self.paper.size(GAP) + left, self.paper.size(MOST_GAP))


def _planned(poster: Poster, shape: Shape, scale: float) -> Plan | DoesNotFit:
    paper = Paper(shape.width, shape.height, poster.language, scale)
    width = shape.width - 2 * shape.side
    try:
        head = _band_height(paper, poster, width) + shape.top + _head_height(paper, poster, width)
        foot = _foot_height(paper, poster, width) + shape.bottom
        rooms = tuple(block.room(paper, width) for block in poster.blocks)
    except DoesNotFit as problem:
        return problem
    return Plan(paper, head, foot, rooms, shape.height - head - foot)


def _reason(plan: Plan | DoesNotFit) -> str:
    if isinstance(plan, DoesNotFit):
        return str(plan)
    advice = "shorten its texts, take out a block or choose a taller shape"
    return f"Even at its smallest it is {-plan.spare:.0f} pixels too high: {advice}."


def _drawn(poster: Poster, shape: Shape, plan: Plan) -> Paper:
    paper, width = plan.paper, shape.width - 2 * shape.side
    heights, gap = plan.shares()
    band = _band_height(paper, poster, width)
    _draw_band(paper, poster, shape)
    _draw_head(paper, poster, Frame(shape.side, band + shape.top, width, 0))
    _draw_blocks(paper, poster.blocks, heights, (Frame(shape.side, plan.head, width, plan.available), gap))
    _draw_foot(paper, poster, Frame(shape.side, shape.height - plan.foot, width, plan.foot))
    return paper


def _band_height(paper: Paper, poster: Poster, width: float) -> float:
    if paper.long(poster.banner, BANNER, bold=True) > width:
        raise DoesNotFit("The banner is wider than the picture: shorten it.")
    return paper.size(BANNER * 2.1) if poster.banner else 12.0


def _draw_band(paper: Paper, poster: Poster, shape: Shape) -> None:
    """Draw the coloured band, tall enough for the banner when there is one; lower where an app covers the top."""
    height = _band_height(paper, poster, shape.width)
    above = shape.top - 56 if shape.top > 100 and poster.banner else 0.0
    paper.add(Box(0, 0, paper.width, height + above, "rust"))
    if poster.banner:
        baseline = above + height / 2 + paper.size(BANNER) * 0.36
        paper.add(Text(shape.side, baseline, poster.banner, paper.size(BANNER), "ground", bold=True))


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
