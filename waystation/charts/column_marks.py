"""Drawing measured columns: bars, labels, axis and key."""

from math import ceil

from waystation.charts.columns import AXIS, HEADING, KEY, LETTER, PHRASE, SMALLEST, TURNED, Column, Columns
from waystation.charts.paper import GAP, LINE, Box, Frame, Text, style
from waystation.charts.parts import ends, look_of
from waystation.charts.years import Source


def draw_columns(columns: Columns, frame: Frame) -> None:
    """Draw the whole chart into the frame.

    Units: heights share one scale from zero.
    Shape: a withheld figure is a hatched column of full height with its word, so its look says nothing of its size.
    Errors: DoesNotFit.
    Source: `Columns` has measured everything.
    """
    paper = columns.paper
    if columns.heading:
        paper.paragraph(columns.heading, frame, style(HEADING, bold=True, role="heading"))
    height = frame.height - columns.top - columns.bottom
    plot = Frame(frame.x, frame.y + columns.top, frame.width, height)
    scale = columns.scale(height)
    for column in columns.all:
        _draw_column(columns, column, plot, scale)
    base = plot.y + plot.height
    paper.add(Box(frame.x, base, frame.width, 2, "ink"))
    _draw_axis(columns, frame.x, base + 2)
    _draw_key(columns, frame.x, frame.y + frame.height - columns.key_height)


def _draw_column(columns: Columns, column: Column, plot: Frame, scale: float) -> None:
    paper, base, x = columns.paper, plot.y + plot.height, plot.x + column.x
    if column.figure.status == "withheld":
        paper.add(Box(x, plot.y, column.width, plot.height, "slate", "withheld"))
        _clear(columns, column, x, base)
    certain, possible = (end * scale for end in ends(column.figure))
    if certain:
        paper.add(Box(x, base - certain, column.width, certain, column.source.tone))
    if possible > certain:
        paper.add(Box(x, base - possible, column.width, possible - certain, column.source.tone, "span"))
    _write_number(columns, column, plot.x, base - possible)


def _clear(columns: Columns, column: Column, x: float, base: float) -> None:
    """Clear the hatching behind the word."""
    paper, high = columns.paper, columns.label_height(column) + columns.paper.size(8)
    longest = [paper.long(line, PHRASE) for line in columns.upright(column)] or [paper.size(TURNED * 1.3)]
    wide = min(max(longest) + paper.size(8), column.width - 4)
    paper.add(Box(x + (column.width - wide) / 2, base - high, wide, high - 2, "ground"))


def _write_number(columns: Columns, column: Column, x: float, y: float) -> None:
    paper, tone = columns.paper, _ink(columns, column)
    lines = columns.upright(column)
    if not lines:
        size = paper.size(TURNED)
        place = x + column.middle + size * 0.34
        paper.add(Text(place, y - paper.size(9), columns.said(column), size, tone, turned=True))
        return
    plain = column.figure.value is not None
    unscaled = columns.number_size if plain else PHRASE
    size = paper.size(unscaled)
    middle = x + _label_middle(columns, column, max(paper.long(line, unscaled, bold=plain) for line in lines))
    first = y - size * (0.3 if plain else 0.55) - size * LINE * (len(lines) - 1)
    paper.add(Text(middle, first, "\n".join(lines), size, tone, bold=plain, anchor="middle"))


def _ink(columns: Columns, column: Column) -> str:
    """Return the tone of a label: its source's, so that numbers side by side are never read as one."""
    if look_of(column.figure) != "solid" or column.source.tone == "slate":
        return "quiet"
    return column.source.tone if columns.sources else "ink"


def _label_middle(columns: Columns, column: Column, wide: float) -> float:
    """Return where a label is centred: over its column, but two in one year never touch."""
    figures = column.year.shown()
    if len(figures) != 2:
        return column.middle
    apart = wide / 2 + columns.paper.size(4)
    if column.figure is figures[0]:
        return min(column.middle, column.x + column.width + GAP / 2 - apart)
    return max(column.middle, column.x - GAP / 2 + apart)


def _draw_axis(columns: Columns, x: float, y: float) -> None:
    paper, letters = columns.paper, columns.paper.size(LETTER)
    for column in columns.all:
        if column.source.letter:
            tone = _ink(columns, column)
            paper.add(Text(x + column.middle, y + letters * 1.1, column.source.letter, letters, tone, anchor="middle"))
    baseline = y + (letters * 1.35 if columns.sources else 0) + paper.size(AXIS) * 1.2
    for number in range(0, len(columns.years), _every(columns)):
        middle, label = x + columns.slot * (number + 0.5), columns.years[number].label
        paper.add(Text(middle, baseline, label, _axis_size(columns), "quiet", anchor="middle"))


def _axis_size(columns: Columns) -> float:
    widest = max(columns.paper.long(year.label, AXIS) for year in columns.years)
    return columns.paper.size(max(min(AXIS, AXIS * (columns.slot - 4) / widest), SMALLEST)) if widest else 0


def _every(columns: Columns) -> int:
    """Return how many years one label stands for, so that labels never touch."""
    widest = max(columns.paper.long(year.label, SMALLEST) for year in columns.years) + 4
    return max(ceil(widest / columns.slot), 1)


def _draw_key(columns: Columns, x: float, y: float) -> None:
    paper = columns.paper
    for number, row in enumerate(columns.key):
        baseline, start = y + paper.size(8) + paper.size(KEY * 1.5) * (number + 0.75), x
        for source in row:
            _draw_entry(columns, source, start, baseline)
            start += columns.entry_width(source)


def _draw_entry(columns: Columns, source: Source, x: float, baseline: float) -> None:
    paper, side = columns.paper, columns.paper.size(18)
    paper.add(Box(x, baseline - side * 0.92, side, side, source.tone))
    paper.add(Text(x + paper.size(28), baseline, f"{source.letter} {source.name}", paper.size(KEY)))
