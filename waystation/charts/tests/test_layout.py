"""Nothing overlaps, nothing leaves the sheet, and what cannot fit is refused."""

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation import charts
from waystation.charts.gallery import examples
from waystation.charts.kinds import kinds
from waystation.charts.layout import SHAPES, lay_out
from waystation.charts.measuring import text_width
from waystation.charts.paper import Box, Frame, Paper, Person, Text
from waystation.charts.poster import Poster

EVERY = [(language, name) for language in ("mk", "sq", "en", "ar", "fa") for name in examples(language)]
Rectangle = tuple[float, float, float, float]


def edges(mark: Text) -> Rectangle:
    lines = mark.text.split("\n")
    wide = max(text_width(line, mark.size, bold=mark.bold) for line in lines)
    left = {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
    high = mark.size * (1.32 * (len(lines) - 1))
    if mark.turned:
        return (mark.x - mark.size * 0.72, mark.y - wide, mark.x + mark.size * 0.1, mark.y)
    return (mark.x - left, mark.y - mark.size * 0.72, mark.x - left + wide, mark.y + high + mark.size * 0.1)


def inside(paper: Paper, part: Rectangle) -> bool:
    return part[0] >= 0 and part[1] >= 0 and part[2] <= paper.width + 1 and part[3] <= paper.height + 1


def touch(one: Rectangle, other: Rectangle) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > 1


def problems(paper: Paper) -> list[str]:
    texts = [mark for mark in paper.marks if isinstance(mark, Text)]
    outside = [mark.text for mark in texts if not inside(paper, edges(mark))]
    shapes = [mark for mark in paper.marks if isinstance(mark, Box)]
    outside += [
        str(mark) for mark in shapes if not inside(paper, (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height))
    ]
    return outside + [f"{a.text} / {b.text}" for a, b in combinations(texts, 2) if touch(edges(a), edges(b))]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("language", "name"), EVERY)
def test_texts_never_overlap_or_leave_the_sheet(language: str, name: str, shape: str) -> None:
    assert problems(lay_out(examples(language)[name], shape)) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", ["mk", "sq", "en", "ar", "fa"])
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_draws_its_example_in_every_shape(kind: str, language: str, shape: str) -> None:
    poster = Poster(language, "168", blocks=(kinds()[kind].gallery(language),))
    assert problems(lay_out(poster, shape)) == []


figures = st.one_of(
    st.integers(0, 99_999).map(charts.Figure),
    st.integers(1, 999).map(lambda number: charts.Figure(text=f"<{number}")),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: charts.Figure(low=min(ends), high=max(ends))),
    st.sampled_from(["withheld", "unknown", "absent"]).map(lambda status: charts.Figure(status=status)),
)
labels = st.sampled_from(["деца", "лица под 18 години", "vajza", "survivors of violence in transit", "x"])
parts = st.lists(st.builds(charts.Part, labels, figures), min_size=1, max_size=6).map(tuple)
years = st.lists(figures, min_size=1, max_size=20).map(
    lambda row: tuple(charts.Year(str(2002 + number), (figure,)) for number, figure in enumerate(row))
)
blocks = st.one_of(
    st.builds(charts.BigNumber, figures, labels),
    st.builds(charts.Proportion, parts, labels),
    st.builds(charts.Pictogram, parts, labels),
    st.builds(charts.RankedBars, parts, labels),
    st.builds(charts.BarsByYear, years, labels),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(block=blocks, language=st.sampled_from(["mk", "sq", "en", "ar"]))
def test_any_numbers_fit_or_are_refused_by_name(block: charts.Block, language: str) -> None:
    poster = Poster(language, "168", blocks=(block,))
    try:
        paper = lay_out(poster)
    except charts.DoesNotFit:
        return
    assert problems(paper) == []


def test_too_many_blocks_are_refused_with_advice() -> None:
    block = kinds()["bars_by_year"].gallery("en")
    with pytest.raises(charts.DoesNotFit, match="take out a block"):
        charts.svg(Poster("en", "Too much", blocks=(block,) * 9))


def test_a_word_wider_than_the_picture_is_refused() -> None:
    with pytest.raises(charts.DoesNotFit, match="wider"):
        charts.svg(Poster("en", "W" * 60))


@pytest.mark.parametrize("kind", [charts.BarsByYear, charts.Pictogram, charts.Proportion, charts.RankedBars])
def test_chart_without_rows_is_refused(kind: type) -> None:
    with pytest.raises(charts.NothingToDraw, match="leave the block out"):
        kind(())


def test_unknown_shape_names_the_known_ones() -> None:
    with pytest.raises(charts.UnknownShape, match="square"):
        charts.svg(Poster("en", "x"), shape="circle")


def test_neighbouring_fills_keep_three_pixels_apart() -> None:
    paper = Paper(1080, 1350, "en")
    kinds()["proportion"].gallery("en").draw(paper, Frame(64, 100, 952, 200))
    boxes = [mark for mark in paper.marks if isinstance(mark, Box) and mark.height > 30]
    assert [second.x - first.x - first.width for first, second in pairwise(boxes)] == [3, 3]


def test_one_figure_stands_for_more_people_when_there_are_many() -> None:
    units = [charts.Pictogram((charts.Part("x", charts.Figure(count)),)).unit() for count in (168, 1500, 9000, 15000)]
    assert units == [1, 10, 50, 100]


def test_pictogram_draws_as_many_people_as_it_says() -> None:
    paper = lay_out(examples("en")["assistance"])
    assert sum(isinstance(mark, Person) for mark in paper.marks) == 61 + 92 + 15


def test_withheld_part_takes_the_same_width_whatever_the_others_are() -> None:
    hidden = charts.Part("men", charts.Figure(status="withheld"))
    widths = [
        charts.Proportion((charts.Part("women", charts.Figure(count)), hidden)).widths(900)[1] for count in (1, 9_000)
    ]
    assert widths[0] == widths[1]
