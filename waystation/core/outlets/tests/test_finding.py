"""Marked words are found however they are written, and nothing else is."""

import json
import random
import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.outlets.folding import words
from waystation.core.outlets.leaving_out import without
from waystation.core.outlets.marks import Finder, TooShort, marks_of
from waystation.core.outlets.tests.spellings import NUMBER, OTHER_TEXTS, SPELLINGS, STREET

KEY = bytes(range(32))
FINDER = Finder(KEY, [marks_of(STREET, NUMBER, KEY), marks_of("Куќа Самовила", "", KEY)])

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_of_the_address_is_found(text):
    assert FINDER.finds(f"We sleep at {text}, they say.")


@pytest.mark.parametrize("text", OTHER_TEXTS)
def test_what_only_looks_like_it_passes(text):
    assert not FINDER.finds(text)


@pytest.mark.parametrize("text", ["kukja samovila", "KUKA SAMOVILA", "Kukja\nSamo­vila", "„Куќа-Самовила“"])
def test_a_name_is_found_however_it_is_spelled(text):
    assert FINDER.finds(text)


def test_street_and_number_are_found_in_cells_apart():
    assert FINDER.finds_in_row(["Ana", "Marshal Tito", "Skopje", "12a"])
    assert not FINDER.finds_in_row(["Ana", "Marshal Tito", "Skopje", "127"])


@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(SPELLINGS), st.integers(0, 8))
def test_it_is_found_whatever_stands_around_it(around, spelling, place):
    around.insert(place, spelling)
    assert FINDER.finds("\n".join(around))


@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_text_can_be_looked_through(text):
    FINDER.finds(text)
    assert without(text, FINDER, "…") == text


PIECES = "Маршал Тито Marshal Tito Маршалот Титова Marija Марта Самовила куќа kukja улица бр. 12 7 112 1 ul. Ана на"
HELD = re.compile("marsaltito12|12marsaltito|kukasamovila")


def test_texts_that_do_not_hold_it_give_no_false_alarm():
    chance = random.Random(7)
    texts = [" ".join(chance.choices(PIECES.split(), k=20)) for _ in range(1000)]
    innocent = [text for text in texts if not any(map(HELD.search, ways_to_read(text)))]
    assert len(innocent) > 500
    assert [text for text in innocent if FINDER.finds(text)] == []


def ways_to_read(text):
    parts = words(text)
    return "".join(parts), "".join(part for part in parts if part not in {"ulica", "ul", "br", "kuka"})


def test_a_text_keeps_everything_but_the_address():
    text = "Дојди на ул. „Маршал Тито“ бр. 12а, вечер. Marshal\nTito 12 е куќата. Тито 13 не е."
    assert without(text, FINDER, "[…]") == "Дојди на ул. […] вечер. […] е куќата. Тито 13 не е."


TOO_SHORT = [("ул", "12"), ("na", ""), ("", "4"), ("abc" * 30, ""), ("Street", "5"), ("Тито", "бр.")]


@pytest.mark.parametrize(("text", "number"), TOO_SHORT)
def test_what_would_stop_every_text_is_refused(text, number):
    with pytest.raises(TooShort):
        marks_of(text, number, KEY)


def test_marks_hold_no_letter_and_answer_no_guess_without_the_key():
    stored, other = marks_of(STREET, NUMBER, KEY), bytes(32)
    flat = json.dumps(stored).lower()
    assert not [word for word in ("marsal", "tito", "маршал") if word in flat]
    assert set(chain(*marks_of(STREET, NUMBER, other).values())).isdisjoint(chain(*stored.values()))
    assert not Finder(other, [stored]).finds(f"{STREET} {NUMBER}")
