"""Pictures: small, the same every time, drawn with our fonts alone, and equal to the stored ones."""

import io
import logging
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import typst
from pypdf import PdfReader

from waystation import charts
from waystation.charts import typst_writer
from waystation.charts.gallery import examples
from waystation.charts.poster import Poster

STORED = Path(__file__).parent / "drawings"
EVERY = [(language, name) for language in ("mk", "sq", "en", "ar", "fa") for name in examples(language)]
GOLDEN = [("en", "published"), ("mk", "helpline"), ("ar", "assistance"), ("fa", "assistance")]


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_files_are_small(language: str, name: str) -> None:
    poster = examples(language)[name]
    assert len(charts.svg(poster).encode()) <= 25_000
    assert len(charts.png(poster)) <= 120_000
    assert len(charts.pdf(poster)) <= 60_000


@pytest.mark.parametrize(("language", "name"), GOLDEN)
def test_drawing_equals_the_stored_one(language: str, name: str) -> None:
    drawn, path = charts.svg(examples(language)[name]), STORED / f"{name}-{language}.svg"
    if os.environ.get("REDRAW"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8"), (
        "Look at the new drawing; if it is better, run again with REDRAW=1."
    )


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_pdf_is_accepted_as_accessible(language: str, name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        reader = PdfReader(io.BytesIO(charts.pdf(examples(language)[name])))
    assert caplog.records == []
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == language
    assert len(reader.pages) == 1


def test_pdf_that_fails_the_check_is_made_plain_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    compiled = typst_writer._compiled

    def strict(sheet: str, standards: list[str]) -> bytes:
        if standards:
            raise typst.TypstError("missing codepoints", "")
        return compiled(sheet, standards)

    monkeypatch.setattr(typst_writer, "_compiled", strict)
    assert charts.pdf(Poster("ar", "168")).startswith(b"%PDF")
    assert re.search("PDF in ar is not PDF/UA-1: .*missing codepoints", caplog.text)


def test_picture_has_title_description_and_no_style() -> None:
    svg = charts.svg(examples("mk")["helpline"])
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert root[0].text == examples("mk")["helpline"].title
    assert root[1].text == charts.alt(examples("mk")["helpline"])
    assert not re.search(r"<style|style=|<script|xlink|https?://(?!www\.w3\.org/2000/svg)", svg)


def test_same_poster_gives_the_same_bytes() -> None:
    poster = examples("en")["assistance"]
    assert charts.png(poster) == charts.png(poster)
    assert charts.pdf(poster) == charts.pdf(poster)


def test_arabic_is_drawn_from_the_right() -> None:
    root = ET.fromstring(charts.svg(examples("ar")["assistance"]))  # noqa: S314 - our own drawing
    anchors = {
        group.get("text-anchor", "start")
        for group in root.iter("{http://www.w3.org/2000/svg}g")
        if group.get("font-size")
    }
    assert "start" not in anchors
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert all(text.startswith("\u200f") and text.endswith("\u200f") for text in texts)


def test_lines_are_texts_of_their_own() -> None:
    assert "<tspan" not in charts.svg(examples("ar")["assistance"], "story")


def test_mirrored_marks_are_the_marks_seen_in_a_mirror() -> None:
    def lefts(language: str) -> list[float]:
        poster = Poster(
            language,
            "168",
            blocks=(charts.Proportion((charts.Part("1", charts.Figure(1)), charts.Part("2", charts.Figure(3)))),),
        )
        found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', charts.svg(poster))
        return [(float(x), float(width)) for x, width in found]

    assert [(1080 - x - width, width) for x, width in lefts("ar")] == lefts("en")


def test_markup_in_a_text_stays_text() -> None:
    poster = Poster("en", "#let x = 1 <b> & $ * _ [x]", note='"]#panic()')
    assert "#let x = 1 <b> & $ * _ [x]" in " ".join(
        PdfReader(io.BytesIO(charts.pdf(poster))).pages[0].extract_text().split()
    )
    ET.fromstring(charts.svg(poster))  # noqa: S314 - our own drawing
