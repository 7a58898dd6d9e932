"""Measured widths against what Typst shapes, and lines against their measure."""

import json

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from waystation.charts.drawing import FONTS
from waystation.charts.gallery import examples
from waystation.charts.measuring import DoesNotFit, text_width, wrap
from waystation.charts.words import FOLDER, languages

SAMPLES = [
    "Помош и поддршка на жртвите на трговија со луѓе, 2005–2020",
    "Ndihmë dhe mbështetje për personat e trafikuar (6 100)",
    "Fewer than 5 people: 70% “withheld”",
    "المساعدة والدعم لضحايا الاتجار بالبشر، 2005–2020",
    "کمک و پشتیبانی از قربانیان قاچاق انسان منتشر نمی‌شود",
    "Çdo figurë, yayımlanmıyor, ljudi, džanela",
]


def shaped(text: str, *, bold: bool) -> float:
    source = (
        f'#set text(font: "Waystation Sans", weight: "{"bold" if bold else "regular"}", size: 100pt, fallback: false)\n'
        "#context [#metadata(measure(text(sys.inputs.said)).width.pt()) <wide>]\n"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(source.encode(), font_paths=fonts, sys_inputs={"said": text})
    return float(json.loads(compiler.query("<wide>", field="value", one=True)))


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SAMPLES)
def test_measured_width_is_the_drawn_width(text: str, bold: bool) -> None:
    assert text_width(text, 100, bold=bold) == pytest.approx(shaped(text, bold=bold), rel=0.02)


words = st.text("абвгдѓеabcdeçë123", min_size=1, max_size=9)


@given(st.lists(words, min_size=1, max_size=30), st.floats(120, 900), st.floats(10, 24))
def test_lines_keep_every_word_and_never_pass_the_width(said: list[str], width: float, size: float) -> None:
    text = " ".join(said)
    try:
        lines = wrap(text, width, size)
    except DoesNotFit:
        assert max(text_width(word, size) for word in said) > width
        return
    assert " ".join(lines) == text
    assert all(text_width(line, size) <= width + 0.01 for line in lines)


def test_a_title_has_no_orphan() -> None:
    lines = wrap("Assistance and support for people who were trafficked", 900, 54, bold=True)
    lengths = [text_width(line, 54, bold=True) for line in lines]
    assert min(lengths) > 0.6 * max(lengths)


def test_fonts_have_every_character_the_charts_and_examples_use() -> None:
    table = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
    said = "".join((FOLDER / f"{language}.toml").read_text(encoding="utf-8") for language in languages())
    said += "".join(
        repr(poster) for language in ("mk", "sq", "en", "ar", "fa") for poster in examples(language).values()
    )
    for weight in ("regular", "bold"):
        assert sorted(set(said) - set(table[weight]["plain"]) - set("\n\u200c")) == []
