"""Components rendered from what they are given."""

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from waystation.ui.cells import cell
from waystation.ui.gallery import SpecimenForm
from waystation.ui.progress import progress_state
from waystation.ui.tables import Column, Link, Row, Table, Tag


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(name, **given):
    return render_to_string(f"ui/{name}.html", given)


@pytest.fixture
def half_answered():
    return SpecimenForm({"place": "<Tetovo>", "topics": ["job"], "channel": "phone"})


def test_every_error_links_to_its_question(half_answered):
    text = render("error_summary", form=half_answered)
    assert 'href="#id_took_place_on">Choose the day.' in text
    assert 'href="#id_urgency_0">Choose how urgent it is.' in text
    assert 'id="id_urgency_0"' in render("choices", field=half_answered["urgency"])


def test_a_form_without_errors_has_no_summary():
    assert render("error_summary", form=SpecimenForm()).strip() == ""


def test_what_was_typed_stays_and_is_escaped(half_answered):
    assert 'value="&lt;Tetovo&gt;"' in render("field", field=half_answered["place"])


def test_an_error_is_tied_to_its_answer(half_answered):
    text = render("field", field=half_answered["took_place_on"])
    assert 'aria-describedby="id_took_place_on_error"' in text
    assert 'id="id_took_place_on_error"' in text
    assert 'aria-invalid="true"' in text


def test_choices_are_a_group_with_the_question_as_its_name(half_answered):
    text = render("choices", field=half_answered["urgency"])
    assert "<legend" in text
    assert 'aria-describedby="id_urgency_error"' in text
    assert text.count('type="radio"') == 3


def test_a_table_names_its_cells_for_the_phone():
    table = Table(
        "People", [Column("Code", sort="code"), Column("Nights", "number")], [Row(("A-1", 1200), "/a")], sort="-code"
    )
    text = render("table", table=table)
    assert "<caption>People</caption>" in text
    assert 'aria-sort="descending"' in text
    assert '<a href="/a">A-1</a>' in text
    assert 'data-label="Nights"' in text
    assert "1,200" in text


def test_cells_show_tags_and_links():
    assert "tag--done" in cell(Tag("Done", "done"))
    assert cell(Link(12, "/x")) == '<a href="/x">12</a>'


@pytest.mark.parametrize("value", ["<b>", Tag("<b>"), Link("<b>", '/"<b>'), "<b>" * 10])
def test_whatever_stands_in_a_cell_is_escaped(value):
    table = Table("People", [Column('"<b>'), Column('"<b>')], [Row((value, value), '/"<b>')])
    assert "<b>" not in render("table", table=table)


def test_pages_keep_the_search():
    text = render("pagination", page=Paginator(range(500), 10).page(3), query=QueryDict("q=a%26b&page=3"))
    assert 'href="?q=a%26b&amp;page=4"' in text
    assert "21 to 30 of 500" in text


@pytest.mark.parametrize(("columns", "regions"), [(8, 0), (9, 1), (17, 1)])
def test_a_wide_table_scrolls_in_a_region_the_keyboard_reaches(columns, regions):
    table = Table("Years", [Column(str(number)) for number in range(columns)], [Row(range(columns))])
    text = render("table", table=table)
    assert text.count('<div class="table-scroll" role="region" tabindex="0" aria-label="Years">') == regions
    assert text.count("</div>") == regions


@pytest.mark.parametrize(
    ("text", "breaks"),
    [("published_figures_of_north_macedonia.csv", True), ("Идентификувани потенцијални жртви", False), ("", False)],
)
def test_only_words_too_long_for_a_column_may_break_anywhere(text, breaks):
    cells = cell(text, "/a") + cell(text)
    assert cells.count('class="table__long"') == (2 if breaks else 0)


def test_one_page_needs_no_pages():
    assert render("pagination", page=Paginator([1], 10).page(1)).strip() == ""


def test_searching_keeps_the_filter_but_not_the_page():
    text = render("search", value='"x"', label="Find", keep=QueryDict("state=open&page=4&q=old"))
    assert 'name="state" value="open"' in text
    assert 'name="page"' not in text
    assert text.count('name="q"') == 1
    assert 'value="&quot;x&quot;"' in text


def test_page_and_script_say_progress_in_the_same_words():
    state = progress_state(41250, 97750, "Reading", finished=False)
    assert state["said"] == "41,250 of 97,750"
    assert state["said"] in render("progress", done=41250, total=97750, label="Reading", href="/p")


def test_progress_without_an_end_claims_none():
    text = render("progress", done=12, total=None, label="Counting")
    assert "max=" not in text
    assert "12 done so far" in text


@pytest.mark.parametrize("kind", ["info", "done", "warning", "danger"])
def test_a_notice_says_its_kind_in_words_not_colour_alone(kind):
    words = {"info": "Good to know", "done": "Done", "warning": "Take care", "danger": "Stop"}
    assert words[kind] in render("notice", kind=kind, text="x")
