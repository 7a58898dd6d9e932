"""Names rest sealed in the database and open only explicitly, each in its own row and column."""

import json

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.cases.models import Case, Person
from waystation.cases.names import open_name
from waystation.core.sealing.envelope import CannotOpen, Key
from waystation.core.sealing.fields import Sealed
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.vaults import VAULTS, Keyring

KEYRING = Keyring({vault: Key.new() for vault in VAULTS})


@pytest.fixture
def person(organisation):
    person = Person(organisation=organisation)
    seal_text(person, "given_name", "Ѓурѓа", KEYRING)
    seal_text(person, "family_name", "Измислена", KEYRING)
    person.save()
    return Person.objects.get(pk=person.pk)


@given(st.text(min_size=1, max_size=2000).filter(lambda text: text.isprintable()))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(text):
    person = Person()
    seal_text(person, "alias", text, KEYRING)
    assert open_text(person, "alias", KEYRING) == text


def test_a_name_comes_back_from_the_database(person):
    assert open_name(person, KEYRING) == "Ѓурѓа Измислена"


def test_an_empty_column_opens_as_nothing(person):
    assert open_text(person, "phone", KEYRING) == ""


def test_the_database_holds_no_name(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_person")
        stored = b"|".join(
            bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert "Ѓурѓа".encode() not in stored
    assert "Измислена".encode() not in stored


def test_nothing_that_prints_a_person_prints_the_name(person):
    shown = f"{person!r} {person} {person.given_name!r} {person.given_name} {vars(person)}"
    shown += serializers.serialize("json", [person])
    assert "Ѓурѓа" not in shown
    assert json.loads(serializers.serialize("json", [person]))[0]["fields"]["given_name"] == "<sealed>"


def test_a_name_moved_to_another_row_is_refused(person, organisation):
    other = Person.objects.create(organisation=organisation)
    seal_text(other, "given_name", "Друга", KEYRING)
    other.given_name = person.given_name
    with pytest.raises(CannotOpen):
        open_text(other, "given_name", KEYRING)


def test_a_whole_key_and_name_moved_to_another_row_are_refused(person, organisation):
    other = Person.objects.create(organisation=organisation)
    other.record_key, other.given_name = person.record_key, person.given_name
    with pytest.raises(CannotOpen, match="moved here from another row or column"):
        open_text(other, "given_name", KEYRING)


def test_a_name_moved_to_another_column_is_refused(person):
    person.given_name, person.family_name = person.family_name, person.given_name
    with pytest.raises(CannotOpen, match=r"cases\.person\.given_name: .*another row or column"):
        open_text(person, "given_name", KEYRING)


def test_a_lost_record_key_is_said_openly(person):
    person.record_key = None
    with pytest.raises(CannotOpen, match="the key of this row is gone"):
        open_text(person, "given_name", KEYRING)


@pytest.mark.django_db
def test_plain_text_cannot_be_stored_by_mistake(organisation):
    with pytest.raises(TypeError, match="Seal the text before storing it in given_name"):
        Person.objects.create(organisation=organisation, given_name="Ѓурѓа")


def test_only_sealed_columns_take_sealed_text():
    with pytest.raises(TypeError, match="programme is not a sealed column"):
        seal_text(Case(), "programme", "shelter", KEYRING)


def test_sealed_values_compare_by_what_is_stored():
    assert Sealed(b"1") == Sealed(b"1") != Sealed(b"2")
    assert len({Sealed(b"1"), Sealed(b"1")}) == 1
