"""Links around a page."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from waystation.ui import leading
from waystation.ui.tables import Column, Row, Table, sorting

CODES = ("mk", "sq", "en")


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str


@pytest.mark.parametrize(
    ("path", "there"), [("/mk/a/b/", "/sq/a/b/"), ("/mk/", "/sq/"), ("/a/", "/sq/a/"), ("/", "/sq/")]
)
def test_the_same_page_in_albanian(path, there):
    assert [link.href for link in leading.language_links(path, "mk") if link.code == "sq"] == [there]


@given(st.text(alphabet="abcmkenq/-1", max_size=30), st.sampled_from(CODES))
def test_changing_the_language_twice_changes_it_once(path, code):
    once = {link.code: link.href for link in leading.language_links(f"/{code}/{path}", code)}
    for href in once.values():
        assert {link.code: link.href for link in leading.language_links(href, code)} == once


@given(st.text(alphabet="ab/\\:.", max_size=12), st.sampled_from(CODES))
def test_a_language_link_never_leaves_the_site(path, code):
    for link in leading.language_links(f"/{path}", code):
        assert link.href.startswith(f"/{link.code}/")


def test_the_section_a_page_lies_in_is_marked():
    menu = [Entry("Home", "core:home"), Entry("Gallery", "ui:gallery")]
    assert [link.current for link in leading.menu_links(menu, "/ui/")] == ["", "page"]
    assert [link.current for link in leading.menu_links(menu, "/ui/public/")] == ["", "true"]
    assert [link.current for link in leading.menu_links(menu, "/")] == ["page", ""]


def test_ten_entries_have_a_key_and_the_eleventh_has_none():
    keys = [link.key for link in leading.menu_links([Entry("Home", "core:home")] * 11, "/")]
    assert keys == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", ""]


def test_the_way_out_exists_in_romani():
    assert leading.exit_href("rom") == "https://rmy.wikipedia.org/"
    assert leading.exit_href("mk") == "https://mk.wikipedia.org/"


def test_a_sorted_column_turns_round_and_forgets_the_page():
    column = Column("Day", sort="day")
    table = Table("Contacts", [column], [], sort="day", query=QueryDict("q=x&page=3&sort=day"))
    assert leading.sort_href(table, column) == "?q=x&sort=-day"


def test_only_an_offered_order_is_taken():
    columns = [Column("Day", sort="day"), Column("State")]
    assert sorting("-day", columns, otherwise="day") == "-day"
    assert sorting("password", columns, otherwise="day") == "day"
    assert sorting("", columns, otherwise="day") == sorting(None, columns, otherwise="day") == "day"


def test_a_row_with_too_few_values_is_refused():
    table = Table("Contacts", [Column("Day"), Column("State")], [Row(("today",))])
    with pytest.raises(ValueError, match="shorter"):
        list(table.lines)
