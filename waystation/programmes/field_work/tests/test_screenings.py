"""Screenings: recorded, listed, imported; each page with its four personas."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from waystation.cases.tests.test_imports import bring_in, write
from waystation.core.errors import ActionRefused
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.programmes.field_work.actions import record_screening
from waystation.programmes.field_work.facts import TABLES
from waystation.programmes.field_work.models import Screening

pytestmark = pytest.mark.django_db
DAY = date(2015, 9, 3)
HEADER = ["Датум", "Место", "Профил", "Пол", "Возраст", "Државјанство", "Исход", "Потреби", "Забелешка"]
ROW = ["3.9.2015", "vinojug", "family", "женски", "11", "Сирија", "vulnerable", "health; interpreter", "белешка"]


@pytest.fixture
def screening(caseworker):
    facts = {"screened_on": DAY, "place": "vinojug", "profile": "family", "citizenship": "SY"}
    return record_screening(Screening(**facts), "Белешка.", keyring(), by=caseworker)


def test_a_screening_is_recorded_with_a_sealed_note(screening):
    stored = Screening.objects.get()
    assert open_text(stored, "note", keyring()) == "Белешка."
    assert (stored.citizenship_group, stored.outcome) == ("middle_east", "not_asked")


def test_a_screening_of_tomorrow_is_refused(caseworker):
    with pytest.raises(ActionRefused, match="not come yet"):
        record_screening(Screening(screened_on=date(2999, 1, 1)), "", keyring(), by=caseworker)


def test_an_adult_is_no_unaccompanied_child(organisation):
    with pytest.raises(IntegrityError, match="unaccompanied_child_is_no_adult"), transaction.atomic():
        Screening.objects.create(
            organisation=organisation, screened_on=DAY, profile="unaccompanied_child", child_adult="adult"
        )


def test_the_list_is_narrowed(client, reader, screening):
    client.force_login(reader)
    url = reverse("field_work:screenings")
    assert client.get(url, {"place": "vinojug", "year": 2015}).context["page"].paginator.count == 1
    assert client.get(url, {"place": "tabanovce"}).context["page"].paginator.count == 0


def test_a_screening_is_shown(client, reader, screening):
    client.force_login(reader)
    assert "Белешка." in client.get(screening.get_absolute_url()).text


def test_neither_the_outsider_nor_those_without_the_right_see_it(client, outsider, researcher, screening):
    for user, status in ((outsider, 404), (researcher, 403)):
        client.force_login(user)
        assert client.get(screening.get_absolute_url()).status_code == status


def test_screenings_come_in_with_their_age_as_a_group(tmp_path, caseworker):
    answer = bring_in(write(tmp_path / "s.csv", [ROW], HEADER), caseworker, "screenings")
    assert (answer.written, answer.problems) == (1, [])
    stored = Screening.objects.get()
    assert (stored.age_group, stored.child_adult, stored.needs) == ("0-11", "child", ["health", "interpreter"])
    names = [column.name for column in TABLES[0].columns]
    facts = dict(zip(names, next(iter(TABLES[0].rows())), strict=True))
    assert (facts["year"], facts["citizenship_group"], facts["outcome"]) == (2015, "middle_east", "vulnerable")


@pytest.mark.parametrize(
    ("changes", "column"),
    [({2: "unaccompanied_child", 4: "30"}, "Профил"), ({4: "150"}, "Возраст"), ({4: "-3"}, "Возраст")],
)
def test_impossible_screenings_are_rejected(tmp_path, caseworker, changes, column):
    row = [changes.get(number, cell) for number, cell in enumerate(ROW)]
    answer = bring_in(write(tmp_path / "s.csv", [row], HEADER), caseworker, "screenings")
    assert [problem.column for problem in answer.problems] == [column]
    assert Screening.objects.count() == 0
