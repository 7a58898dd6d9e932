"""Every number of every public infographic: the same on the page, in the picture, the sheet, the list, in words."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import httpx
import pytest
from pypdf import PdfReader

from waystation import charts
from waystation.campaign.compose import compose
from waystation.campaign.specs import specifications
from waystation.evidence import published

LANGUAGES = ("mk", "sq", "en")
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visitor(demo):
    with httpx.Client(base_url=demo.public, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def shown(visitor) -> dict[str, published.PublishedRelease]:
    """The newest release of each set, as anybody may fetch it."""
    addresses = re.findall(r"/en/releases/([a-z_]+)/(\d+)/", visitor.get("/en/releases/").text)
    newest = {code: max(int(edition) for name, edition in addresses if name == code) for code, _edition in addresses}
    texts = {code: visitor.get(f"/en/releases/{code}/{edition}/release.json").text for code, edition in newest.items()}
    return {code: published.load(text) for code, text in texts.items()}


@pytest.fixture(scope="module")
def posters(shown) -> list[tuple[str, charts.Poster]]:
    return [
        (f"/{language}/infographics/{spec.address}", compose(spec, shown[spec.set_code], language))
        for spec in specifications()
        if spec.set_code in shown
        for language in LANGUAGES
    ]


def test_four_infographics_of_the_organisation_and_four_of_published_figures_are_looked_at(posters):
    addresses = {address.removeprefix("/mk/infographics/") for address, _poster in posters}
    assert sum(address.startswith("organisation/") for address in addresses if address[0] != "/") == 4
    assert sum(address.startswith("published/") for address in addresses if address[0] != "/") == 4


def test_the_list_holds_exactly_the_numbers(visitor, posters):
    for address, poster in posters:
        rows = list(csv.DictReader(io.StringIO(visitor.get(f"{address}.csv").text)))
        assert tuple(row["display"] for row in rows) == charts.numbers(poster), address
        values = [cell.figure.value for block in poster.blocks for cell in block.cells()]
        assert [row["value"] for row in rows] == ["" if value is None else str(value) for value in values], address


@pytest.mark.parametrize("shape", ["poster", "square", "story"])
def test_every_picture_shape_is_drawn_and_says_nothing_else(visitor, posters, shape):
    for address, poster in posters:
        answer = visitor.get(f"{address}.svg?shape={shape}")
        assert answer.status_code == 200, f"{address} {shape}"
        strange = [fault for fault in differences(text_of(answer.text), poster) if "nowhere" in fault]
        assert not strange, f"{address} {shape}"


@pytest.mark.parametrize("form", ["page", "svg", "pdf", "words"])
def test_exactly_the_numbers_are_shown(visitor, posters, form):
    read = {"page": on_page, "svg": in_picture, "pdf": on_sheet, "words": in_words}[form]
    faults = [fault for address, poster in posters for fault in differences(read(visitor, address, poster), poster)]
    assert not faults, "\n".join(f"{form}: {fault}" for fault in faults)


def test_the_page_of_a_release_holds_the_same_cells(visitor, shown):
    for code, release in shown.items():
        page = words_of(visitor.get(f"/en/releases/{code}/{release.edition}/").text)
        missing = [
            cell.value
            for table in release.tables
            for cell in table.cells
            if cell.status == "shown" and cell.value is not None and f"{cell.value:,}" not in page
        ]
        assert not missing, code


def differences(text: str, poster: charts.Poster) -> list[str]:
    """Name numbers that are missing, and numbers that neither a figure nor a word of the poster accounts for."""
    wanted = Counter(number for said in charts.numbers(poster) for number in numbers_in(said))
    found = Counter(numbers_in(text))
    named = {number for said in words_around(poster) for number in numbers_in(said)}
    missing = [f"{number} is shown {found[number]} of {n} times" for number, n in wanted.items() if found[number] < n]
    strange = [f"{number} comes from nowhere" for number in found if number not in wanted and number not in named]
    phrases = Counter(plain(said) for said in charts.numbers(poster) if not said[0].isdigit())
    silent = [f"“{said}” is missing" for said, n in phrases.items() if plain(text).count(said) < n]
    return [f"{poster.title} ({poster.language}): {fault}" for fault in missing + strange + silent]


def words_around(poster: charts.Poster) -> list[str]:
    cells = [word for block in poster.blocks for cell in block.cells() for word in (cell.label, cell.series)]
    blocks = [getattr(block, name, "") for block in poster.blocks for name in ("heading", "label", "text")]
    captions = [b.caption(poster.language) for b in poster.blocks if isinstance(b, charts.Pictogram)]
    small_print = [text for _caption, text in poster.small_print()]
    own = [poster.title, poster.subtitle, poster.banner, poster.note, *poster.remarks()]
    return [*cells, *blocks, *captions, *small_print, *own]


def on_page(visitor, address: str, _poster) -> str:
    article = re.search(r"<article.*?</article>", visitor.get(f"{address}/").text, re.DOTALL)
    return words_of(article[0])


def in_picture(visitor, address: str, _poster) -> str:
    return text_of(visitor.get(f"{address}.svg").text)


def text_of(svg: str) -> str:
    root = ET.fromstring(svg)  # noqa: S314  our own drawing
    return " | ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def on_sheet(visitor, address: str, _poster) -> str:
    runs: list[str] = []
    for page in PdfReader(io.BytesIO(visitor.get(f"{address}.pdf").content)).pages:
        page.extract_text(visitor_text=lambda text, *_rest: runs.append(text))
    return " | ".join(runs)


def in_words(visitor, address: str, poster) -> str:
    """Read the picture's description, which is what charts.alt says."""
    root = ET.fromstring(visitor.get(f"{address}.svg").text)  # noqa: S314  our own drawing
    assert root.findtext(f"{SVG}desc") == charts.alt(poster)
    return root.findtext(f"{SVG}desc")


def words_of(html: str) -> str:
    parser = HTMLParser()
    said: list[str] = []
    parser.handle_data = said.append
    parser.feed(html)
    return " | ".join(said)


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, digits only, so that a separator's width does not matter."""
    return [re.sub(r"[\u00a0\u202f ]", "", number) for number in NUMBER.findall(text)]


def plain(text: str) -> str:
    return re.sub(r"[\s|]+", " ", text)
