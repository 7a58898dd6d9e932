"""What every public page carries."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


def page(path="/en/a/", **given):
    with translation.override("en"):
        return render_to_string("ui/public_page.html", given, RequestFactory().get(path))


def test_the_way_out_is_in_the_first_landmark_and_the_third_tab_stop():
    text = page()
    assert re.search(r"<(header|nav|main|aside|footer)\b", text)[1] == "header"
    stops = re.findall(r"<a [^>]*>", text[text.index("<body") :])
    assert "data-exit" in stops[2]


def test_the_way_out_is_a_plain_link_that_tells_nobody_where_from():
    assert re.search(r'<a [^>]*data-exit rel="noreferrer" href="https://en\.wikipedia\.org/"', page())


def test_the_sos_line_can_be_called_from_every_page():
    text = page()
    assert 'href="tel:080011111"' in text
    assert "0800 11111" in text
    assert "08–20" in text


def test_the_same_page_is_offered_in_every_language():
    text = page("/en/infographics/")
    for code in ("mk", "sq", "en"):
        assert f'<link rel="alternate" hreflang="{code}" href="/{code}/infographics/">' in text
        assert re.search(rf'<a [^>]*href="/{code}/infographics/" hreflang="{code}" lang="{code}"', text)
    assert "Македонски" in text
    assert "Shqip" in text


def test_the_title_is_neutral_unless_a_page_says_otherwise():
    assert "<title>Information</title>" in page()


@pytest.mark.parametrize(("invented", "told"), [(True, True), (False, False), (None, False)])
def test_invented_data_is_named_when_told_so(invented, told):
    assert ("exit__invented" in page(invented=invented)) is told


def test_a_sensitive_page_tells_the_script_so():
    assert '<body class="public" data-sensitive>' in page(sensitive=True)
    assert "data-sensitive" not in page()


def test_nothing_is_loaded_from_elsewhere():
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', page())
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
