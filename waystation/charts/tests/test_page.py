"""The page's fragment: small, strict, and with a style for every class."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation import charts
from waystation.charts.gallery import examples
from waystation.charts.kinds import kinds
from waystation.charts.people_svg import boxes
from waystation.charts.poster import Poster

EVERY = [(language, name) for language in ("mk", "sq", "en", "ar", "fa") for name in examples(language)]
STYLES = charts.stylesheet().read_text(encoding="utf-8")


def page(language: str) -> ET.Element:
    poster = Poster(language, "168 <b>&", blocks=tuple(kind.gallery(language) for kind in kinds().values()))
    return ET.fromstring(charts.html(poster))  # noqa: S314 - our own drawing


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_fragment_is_small(language: str, name: str) -> None:
    assert len(charts.html(examples(language)[name]).encode()) <= 10_000


@pytest.mark.parametrize("language", ["mk", "sq", "en", "ar"])
def test_fragment_has_no_styles_scripts_or_addresses(language: str) -> None:
    forbidden = {"style", "src", "href", "onclick", "onload"}
    elements = list(page(language).iter())
    assert {element.tag for element in elements} & {"style", "script", "img", "link"} == set()
    assert [element.tag for element in elements if forbidden & set(element.attrib)] == []


def test_every_class_is_styled() -> None:
    used = {name for element in page("en").iter() for name in element.get("class", "").split()}
    unstyled = {name for name in used if not re.search(rf"\.{re.escape(name)}[\s,:{{.>)]", STYLES)}
    assert unstyled <= {"big-number", "pictogram", "proportion", "pictogram__parts", "bars--years"}


def test_every_length_has_its_class() -> None:
    assert all(f".bar--w{length} {{" in STYLES for length in range(101))


def test_stylesheet_names_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", STYLES) == []
    assert re.findall(r"\b(?:margin|padding|border|inset)-(?:left|right)\b", STYLES) == []


def test_identifiers_are_unique_when_posters_share_a_page() -> None:
    both = "".join(charts.html(poster) for poster in examples("mk").values())
    names = re.findall(r' id="([^"]+)"', both)
    assert len(names) == len(set(names))


def test_tables_say_their_roles_and_headers() -> None:
    for table in page("en").iter("table"):
        assert table.get("role") == "table"
        assert all(row.find("th").get("scope") == "row" for row in table.find("tbody"))


def test_texts_are_escaped() -> None:
    html = charts.html(Poster("en", "<script>alert(1)</script>", note='"><b>'))
    assert "<script" not in html
    assert "<b>" not in html


def test_telephone_number_keeps_its_order_in_arabic() -> None:
    assert "\u20660800 11111\u2069" in charts.html(examples("ar")["assistance"])


@given(start=st.integers(0, 60), number=st.integers(0, 200), per_row=st.sampled_from([10, 20]))
def test_rectangles_cover_each_person_once(start: int, number: int, per_row: int) -> None:
    covered = [
        (row + down) * per_row + column + along
        for column, row, wide, high in boxes(start, number, per_row)
        for down in range(high)
        for along in range(wide)
    ]
    assert sorted(covered) == list(range(start, start + number))
    assert len(boxes(start, number, per_row)) <= 3
