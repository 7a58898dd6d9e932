"""A name is found in whatever script it is typed, and only by what it begins with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.cases.models import Person
from waystation.cases.names import answers, open_name, people_named
from waystation.cases.tests.making import make_person
from waystation.core.sealing.staff import keyring


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Trajkovska", "Елена Трајковска"),
        ("елена", "Elena Trajkovska"),
        ("gjorgj", "Ѓорѓиевска"),
        ("Kosev", "Ќосева"),
        ("shtip", "Штип"),
        ("stip", "Штип"),
        ("џемиле", "Džemile"),
        ("cel", "Çelik"),
        ("traj ele", "Елена Трајковска"),
        ("ЈОВАНА", "Јована"),
    ],
)
def test_names_are_found_across_scripts(words, name):
    assert answers(words, name)


@pytest.mark.parametrize(("words", "name"), [("ana", "Снежана"), ("elena petr", "Елена Трајковска"), ("x", "")])
def test_other_names_are_not(words, name):
    assert not answers(words, name)


@given(st.lists(st.sampled_from(["Елена", "Ѓорѓиевска", "Arta", "Xhaferi", "Çlirim", "Џемиле", "Љамова"]), min_size=1))
def test_every_beginning_of_a_word_finds_it(words):
    name = " ".join(words)
    assert answers(words[0][:3], name)
    assert answers(name, name)


@pytest.mark.django_db
def test_people_are_found_by_opening_and_scanning(organisation):
    elena, _arta = make_person(organisation, "Елена"), make_person(organisation, "Arta")
    assert people_named(Person.objects.all(), "elen", keyring()) == {elena.pk}
    assert open_name(elena, keyring()) == "Елена Измислена"
