"""A text is found by any part of its words, in whatever script it is typed; damage and locks are met calmly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.cases.models import Person
from waystation.cases.names import NAME_COLUMNS
from waystation.cases.tests.making import make_person
from waystation.core.sealing.fields import Sealed
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.finding import answers, find

FOUND = [
    ("Trajkovska", "Елена Трајковска"),
    ("елена", "Elena Trajkovska"),
    ("gjorgj", "Ѓорѓиевска"),
    ("ѓорѓиев", "Gjorgjievska"),
    ("gorgiev", "Ѓорѓиевска"),
    ("Kosev", "Ќосева"),
    ("shtip", "Штип"),
    ("stip", "Штип"),
    ("џемиле", "Džemile"),
    ("xhemile", "Џемиле"),
    ("cel", "Çelik"),
    ("traj ele", "Елена Трајковска"),
    ("ЈОВАНА", "Јована"),
    ("jkovs", "Трајковска"),
    ("ana", "Снежана"),
    ("qemal", "Ќемал"),
    ("el", "Елена"),
    ("подрум", "Ја чуваше во подрумот\nкај мелницата"),
]


@pytest.mark.parametrize(("words", "text"), FOUND)
def test_texts_are_found_across_scripts_by_any_part(words, text):
    assert answers(words, text)


@pytest.mark.parametrize(
    ("words", "text"), [("elena petr", "Елена Трајковска"), ("x", ""), ("", "Елена"), ("na", "Елена"), ("...", "Елена")]
)
def test_other_texts_are_not(words, text):
    assert not answers(words, text)


names = st.sampled_from(["Елена", "Ѓорѓиевска", "Arta", "Xhaferi", "Çlirim", "Џемиле", "Љамова", "Shpresa", "Đorđe"])


@given(st.lists(names, min_size=1))
def test_every_word_and_every_beginning_finds_its_text(words):
    text = " ".join(words)
    assert answers(words[0][:3], text)
    assert answers(text, text)


@given(st.text(), st.text(min_size=3))
def test_any_text_is_searched_without_failing_and_finds_itself(words, text):
    answers(words, text)
    assert answers(text, f"before {text} after") or not any(sign.isalnum() for sign in text)


def found(words, keys=None):
    return find(Person.objects.all(), NAME_COLUMNS, words, keys or keyring())


@pytest.mark.django_db
def test_people_are_found_by_opening_and_scanning(organisation):
    elena, _arta = make_person(organisation, "Елена"), make_person(organisation, "Arta")
    assert found("elen").numbers == [elena.pk]
    assert found("izmis elen").numbers == [elena.pk]
    assert found("nobody").numbers == []


@pytest.mark.django_db
def test_scanning_opens_what_opening_opens(organisation):
    people = [make_person(organisation, name, "Два\nреда") for name in ("Елена", "Ѓ", "x" * 300)]
    for person in people:
        assert found(open_text(person, "given_name", keyring())).numbers == [person.pk]


@pytest.mark.django_db
def test_a_damaged_or_moved_name_is_counted_and_stops_nobody(organisation):
    elena, arta = make_person(organisation, "Елена"), make_person(organisation, "Arta")
    Person.objects.filter(pk=elena.pk).update(given_name=arta.given_name)
    answer = found("arta")
    assert (answer.numbers, answer.damaged) == ([arta.pk], 1)


@pytest.mark.django_db
def test_whose_key_is_gone_is_passed_over(organisation):
    elena = make_person(organisation, "Елена")
    Person.objects.filter(pk=elena.pk).update(record_key=None)
    assert (found("elena").numbers, found("elena").damaged) == ([], 0)


@pytest.mark.django_db
def test_a_locked_vault_finds_nothing(organisation):
    make_person(organisation, "Елена")
    assert (found("elena", Keyring({})).numbers, found("elena", Keyring({})).damaged) == ([], 0)


@pytest.mark.django_db
def test_a_key_that_is_not_here_is_no_crash(organisation):
    elena = make_person(organisation, "Елена")
    other = Sealed(elena.record_key.stored[:1] + bytes(8) + elena.record_key.stored[9:])
    Person.objects.filter(pk=elena.pk).update(record_key=other)
    assert (found("elena").numbers, found("elena").damaged) == ([], 1)
