"""The colours can be read, in both themes and on paper."""

import pytest

from waystation.charts import palette
from waystation.ui.tests import stylesheets as sheets

GROUNDS = ("ground", "panel", "sunken")
THEMES = {"light": sheets.light(), "dark": sheets.dark(), "print": sheets.printed()}
TEXT = [
    (text, ground) for text in ("ink", "quiet", "blue", "blue-strong", "rust-strong", "green") for ground in GROUNDS
]
TEXT += [("rust", "ground"), ("rust", "panel"), ("ink", "blue-tint"), ("ink", "rust-tint"), ("ink", "ochre-tint")]
TEXT += [("ink", "green-tint"), ("blue-strong", "blue-tint"), ("rust-strong", "rust-tint"), ("green", "green-tint")]
TEXT += [("on-fill", fill) for fill in ("blue", "blue-strong", "rust", "rust-strong")]
MARKS = [(mark, ground) for mark in ("edge", "focus", "blue", "rust", "green", "ochre") for ground in GROUNDS]
MARKS += [
    ("slate", "ground"),
    ("slate", "panel"),
    ("ochre", "ochre-tint"),
    ("green", "green-tint"),
    ("rust", "rust-tint"),
]


def test_black_on_white_is_21_to_1():
    assert sheets.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert sheets.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out(theme, text, ground):
    assert sheets.contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_stand_out(theme, mark, ground):
    assert sheets.contrast(THEMES[theme][mark], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize(
    ("text", "ground"), [("ink", "ground"), ("quiet", "ground"), ("blue", "ground"), ("rust", "ground")]
)
def test_print_stands_out(text, ground):
    assert sheets.contrast(THEMES["print"][text], THEMES["print"][ground]) >= 4.5


def test_the_dark_theme_is_the_same_chosen_or_inherited():
    assert sheets.dark() == sheets.dark_by_computer()


def test_both_themes_name_the_same_colours():
    assert set(sheets.colours(':root[data-theme="dark"] {')) == set(sheets.light())


def test_paper_keeps_no_colour_of_the_dark_theme():
    assert set(sheets.colours(":root:root {")) == set(sheets.light())


@pytest.mark.parametrize("name", sorted(palette.TONES))
def test_drawings_use_the_colours_of_the_pages(name):
    assert palette.TONES[name] == sheets.light()[name]
