"""Every number is the same in picture, page, PDF, list and words."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from waystation import charts
from waystation.charts.gallery import examples

POSTERS = [(language, name) for language in ("mk", "sq", "en") for name in examples(language)]
HIDDEN = {"title", "desc", "defs"}


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def in_svg(svg: str) -> str:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.split("}")[1] in HIDDEN:
                parent.remove(child)
    return " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))


def in_html(html: str) -> str:
    words = Words()
    words.feed(html)
    return " ".join(words.said)


def in_pdf(pdf: bytes) -> str:
    """Return the runs of text one by one: turned and upright runs side by side are not one word."""
    runs: list[str] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=lambda text, *rest: runs.append(text))
    return " ".join(runs)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def shows(text: str, numbers: tuple[str, ...]) -> list[str]:
    """Return the numbers that occur less often in the text than they should."""
    said = plain(text)
    wanted = Counter(plain(number) for number in numbers)
    found = {number: len(re.findall(rf"(?<![\w]){re.escape(number)}(?![\w])", said)) for number in wanted}
    return [number for number, times in wanted.items() if found[number] < times]


@pytest.fixture(params=POSTERS, ids="-".join)
def poster(request: pytest.FixtureRequest) -> charts.Poster:
    language, name = request.param
    return examples(language)[name]


def test_picture_page_pdf_and_words_show_every_number(poster: charts.Poster) -> None:
    numbers = charts.numbers(poster)
    outputs = {
        "svg": in_svg(charts.svg(poster)),
        "html": in_html(charts.html(poster)),
        "pdf": in_pdf(charts.pdf(poster)),
        "alt": charts.alt(poster),
    }
    assert {name: shows(text, numbers) for name, text in outputs.items()} == {name: [] for name in outputs}


def test_csv_shows_exactly_these_numbers(poster: charts.Poster) -> None:
    rows = csv.DictReader(io.StringIO(charts.csv(poster)))
    assert tuple(row["display"] for row in rows) == charts.numbers(poster)


def test_no_output_shows_a_number_the_words_do_not_say(poster: charts.Poster) -> None:
    allowed = set(re.findall(r"\d+", charts.alt(poster)))
    for text in (in_svg(charts.svg(poster)), in_html(charts.html(poster)), in_pdf(charts.pdf(poster))):
        assert set(re.findall(r"\d+", text)) <= allowed


def test_banner_source_method_and_note_are_in_every_format(poster: charts.Poster) -> None:
    wanted = [poster.title, poster.banner, poster.source, poster.method, poster.period, poster.note]
    texts = [in_svg(charts.svg(poster)), in_html(charts.html(poster)), in_pdf(charts.pdf(poster)), charts.alt(poster)]
    assert [part for text in texts for part in wanted if plain(part) not in plain(text)] == []
