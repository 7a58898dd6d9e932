"""Contacts: recorded, listed, found by alias, imported; each page with its four personas."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from waystation.cases.tests.making import make_case
from waystation.cases.tests.test_imports import bring_in, write
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.actions import record_contact
from waystation.intake.desk.facts import TABLES
from waystation.intake.desk.models import Contact

AT = datetime(2020, 7, 1, 8, 30, tzinfo=UTC)
HEADER = ["Датум", "Час", "Канал", "Кој се јавил", "Тема", "Исход", "Прекар", "Минути"]
ROW = ["1.7.2020", "10", "телефон", "роднина", "job_offer_check", "information_given", "Роза", "12"]


def make_contact(organisation, alias="", **facts):
    contact = Contact(organisation=organisation, **{"at": AT, "channel": "phone", **facts})
    seal_text(contact, "alias", alias, keyring())
    contact.save()
    return contact


@pytest.fixture
def contact(organisation):
    return make_contact(organisation, alias="Синиот капут", topic="offer_employer_check")


def test_a_contact_is_recorded_sealed_and_audited(caseworker):
    contact = record_contact(Contact(at=AT), {"alias": "Роза", "note": "n"}, keyring(), by=caseworker)
    assert open_text(Contact.objects.get(), "alias", keyring()) == "Роза"
    assert (contact.caller_type, contact.taken_by) == ("not_asked", caseworker)
    assert AuditEntry.objects.filter(action="contact.recorded").count() == 1


def test_a_contact_of_tomorrow_is_refused(caseworker):
    with pytest.raises(ActionRefused, match="not come yet"):
        record_contact(Contact(at=AT.replace(year=2999)), {}, keyring(), by=caseworker)


def test_a_contact_that_led_to_a_case_has_an_outcome_that_says_so(organisation):
    with pytest.raises(IntegrityError, match="contact_with_a_case_says_so"), transaction.atomic():
        make_contact(organisation, case=make_case(organisation), outcome="no_action")


@given(st.integers(0, 23))
def test_every_hour_has_its_band_in_the_time_of_the_office(hour):
    contact = Contact(at=datetime(2020, 1, 1, hour, tzinfo=UTC))
    local = (hour + 1) % 24
    first, last = map(int, contact.hour_band.split("-"))
    assert first <= local < last


def test_an_hour_that_was_not_written_down_is_unknown():
    assert Contact(at=AT, hour_known=False).hour_band == "unknown"


def test_the_list_shows_narrows_and_finds(client, reader, contact, organisation):
    make_contact(organisation, topic="violence")
    client.force_login(reader)
    url = reverse("desk:contacts")
    assert client.get(url).context["page"].paginator.count == 2
    assert [c.pk for c in client.get(url, {"topic": "job_offer_check"}).context["page"]] == [contact.pk]
    assert [c.pk for c in client.post(url, {"words": "siniot"}).context["page"]] == [contact.pk]


def test_a_contact_is_shown_with_its_alias_and_the_opening_noted(client, caseworker, contact):
    client.force_login(caseworker)
    assert "Синиот капут" in client.get(contact.get_absolute_url()).text
    assert AuditEntry.objects.filter(action="record.opened", on_code=str(contact.code)).count() == 1


def test_neither_the_outsider_nor_those_without_the_right_see_it(client, outsider, researcher, contact):
    for user, status in ((outsider, 404), (researcher, 403)):
        client.force_login(user)
        assert client.get(contact.get_absolute_url()).status_code == status


def test_the_file_holds_no_alias(client, reader, contact):
    client.force_login(reader)
    text = client.get(reverse("desk:contacts_file", args=["csv"])).getvalue().decode()
    assert len(text.splitlines()) == 2
    assert "капут" not in text


def test_calls_promised_back_wait_on_the_first_page(client, reader, organisation):
    make_contact(organisation, at=datetime.now(tz=UTC), outcome="callback_agreed", urgency="danger_now")
    client.force_login(reader)
    assert f"{reverse('desk:contacts')}?outcome=callback_agreed" in client.get(reverse("core:home")).text


@pytest.mark.django_db
def test_contacts_come_in_and_tell_their_facts(tmp_path, caseworker):
    unknown_hour = ["2.7.2020", "", *ROW[2:6], "", ""]
    answer = bring_in(write(tmp_path / "c.csv", [ROW, ROW, unknown_hour], HEADER), caseworker, "contacts")
    assert (answer.written, answer.problems) == (3, [])
    assert open_text(Contact.objects.order_by("at").first(), "alias", keyring()) == "Роза"
    names = [column.name for column in TABLES[0].columns]
    facts = [dict(zip(names, row, strict=True)) for row in TABLES[0].rows()]
    assert [row["hour_band"] for row in facts] == ["10-12", "10-12", "unknown"]
    assert {row["caller_type"] for row in facts} == {"relative"}
    again = bring_in(write(tmp_path / "again.csv", [ROW, ROW, ROW], HEADER), caseworker, "contacts")
    assert (again.already_there, again.written) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "cell"), [(1, "25"), (7, "5000"), (0, "1.7.2099"), (2, "гулаб")])
def test_impossible_contacts_are_rejected_by_name_of_column(tmp_path, caseworker, at, cell):
    row = [*ROW[:at], cell, *ROW[at + 1 :]]
    answer = bring_in(write(tmp_path / "c.csv", [row], HEADER), caseworker, "contacts")
    assert [problem.column for problem in answer.problems] == [HEADER[at]]
    assert Contact.objects.count() == 0
