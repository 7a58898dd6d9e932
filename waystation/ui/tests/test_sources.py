"""What style sheets and templates never contain."""

import re

import pytest

from waystation.ui.tests import stylesheets as sheets

NAMES = (
    "aqua black blue brown coral crimson cyan fuchsia gold gray green grey ivory lime magenta maroon navy olive orange"
)
NAMES += " pink purple red salmon silver tan teal tomato violet white yellow beige khaki indigo"
VALUE = re.compile(r":\s*([^;{}]+);")
LITERAL = re.compile(
    rf"#[0-9a-fA-F]{{3,8}}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|(?<![-\w])(?:{'|'.join(NAMES.split())})(?![-\w])"
)
SIDED = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset)?-?(?:left|right)\s*:|:\s*(?:left|right)\s*;|text-align:\s*(?:left|right)"
)
PAGES = ("staff_page.html", "public_page.html")
COMPONENTS = [path for path in sheets.templates() if path.parent.as_posix().endswith("templates/ui")]
OWN_PAGES = ("gallery.html", "public_specimen.html")


def named(path):
    return path.relative_to(sheets.PACKAGE).as_posix()


def test_the_search_for_literals_finds_them():
    for value in ("#fff", "#14212e80", "rgb(0 0 0)", "1px solid red", "hsla(1,2%,3%,.4)"):
        assert LITERAL.search(value), value
    for value in ("var(--blue)", "var(--blue-tint)", "ButtonText", "transparent"):
        assert not LITERAL.search(value), value


@pytest.mark.parametrize("path", sheets.stylesheets(), ids=named)
def test_colours_stand_in_the_tokens_only(path):
    css = sheets.without_comments(path.read_text(encoding="utf-8"))
    found = [value for value in VALUE.findall(css) if LITERAL.search(value)]
    assert path == sheets.TOKENS or not found


@pytest.mark.parametrize("path", sheets.stylesheets(), ids=named)
def test_pages_turn_for_arabic(path):
    assert not SIDED.findall(sheets.without_comments(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sheets.templates(), ids=named)
def test_templates_carry_no_style_no_script_no_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<[^>{]*\son[a-z]+\s*=", text)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("path", sheets.templates(), ids=named)
def test_components_take_only_what_they_are_given(path):
    includes = re.findall(r"{%\s*include\s+\"ui/[^%]*%}", path.read_text(encoding="utf-8"))
    assert [include for include in includes if not re.search(r"\bonly\s*%}$", include)] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_says_first_what_it_is_given(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    begins = "{# Extended by" if path.name in PAGES else "{% extends" if path.name in OWN_PAGES else "{# Given:"
    assert first.startswith(begins)


@pytest.mark.parametrize("path", sheets.templates(), ids=named)
def test_templates_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80
