"""Who reads or writes a record leaves exactly one entry, and none where the door stayed shut."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now

from waystation import vocab
from waystation.cases import actions as cases
from waystation.cases.models import Consent, IdentificationStatus, Person
from waystation.cases.tests.making import make_case, make_person
from waystation.core.models import AuditEntry, ImportRun
from waystation.core.sealing.staff import keyring
from waystation.evidence.models import Release
from waystation.intake.desk.actions import record_contact
from waystation.intake.desk.models import Contact
from waystation.programmes.field_work.actions import record_screening
from waystation.programmes.field_work.models import Screening
from waystation.programmes.prevention.actions import record_activity
from waystation.programmes.prevention.models import Activity
from waystation.programmes.shelter.actions import leave, take_in

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 5)
PURPOSE = vocab.code_list("consent_purpose").codes[0].code
AT = datetime(2020, 7, 1, 8, 30, tzinfo=UTC)
LISTS = {
    "cases:people": "people",
    "cases:cases": "cases",
    "shelter:stays": "stays",
    "social_work:accompaniments": "accompaniments",
    "field_work:screenings": "screenings",
    "prevention:activities": "activities",
    "desk:contacts": "contacts",
}
RUN = {"file_kind": "csv", "file_bytes": 1}
MAKE = {
    "person": lambda by: make_person(by.organisation),
    "case": lambda by: make_case(by.organisation),
    "contact": lambda by: record_contact(Contact(at=AT, channel="phone"), {}, keyring(), by=by),
    "stay": lambda by: take_in(make_case(by.organisation), by=by, arrived_on=DAY),
    "screening": lambda by: record_screening(Screening(screened_on=DAY), "", keyring(), by=by),
    "activity": lambda by: record_activity(Activity(held_on=DAY, participants=3), by=by),
    "import": lambda by: ImportRun.objects.create(organisation=by.organisation, by=by, **RUN),
    "release": lambda by: Release.objects.create(
        organisation=by.organisation, set_code="helpline", edition=1, drafted_by=by, drafted_at=now()
    ),
}
DO = {
    "person.recorded": lambda by: cases.record_person(Person(), {}, keyring(), by=by),
    "case.opened": lambda by: cases.open_case(make_person(by.organisation), by=by, programme="shelter", opened_on=DAY),
    "case.closed": lambda by: cases.close_case(make_case(by.organisation), by=by, ending="reintegrated", closed_on=DAY),
    "case.decided": lambda by: cases.record_decision(
        IdentificationStatus(case=make_case(by.organisation), status="presumed", decided_by="ngo", decided_on=DAY),
        "", keyring(), by=by,
    ),
    "consent.recorded": lambda by: cases.record_consent(
        Consent(person=make_person(by.organisation), purpose=PURPOSE, answer="given", answered_on=DAY, way="signed"),
        by=by,
    ),
    "service.given": lambda by: cases.give_service(
        make_case(by.organisation), by=by, service_type="legal_advice", given_on=DAY
    ),
    "contact.recorded": MAKE["contact"],
    "stay.begun": MAKE["stay"],
    "screening.recorded": MAKE["screening"],
    "activity.recorded": MAKE["activity"],
}  # fmt: skip


def entries_after(pk):
    return list(AuditEntry.objects.filter(pk__gt=pk).order_by("pk"))


def newest():
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.fixture(params=sorted(MAKE))
def record(request, coordinator):
    return MAKE[request.param](coordinator)


def test_reading_a_record_leaves_one_entry(client, coordinator, record):
    client.force_login(coordinator)
    before = newest()
    assert client.get(record.get_absolute_url()).status_code == 200
    (entry,) = entries_after(before)
    assert (entry.action, entry.by, entry.on_code) == ("record.opened", coordinator, str(record.code))


def test_a_shut_door_leaves_none(client, outsider, record):
    client.force_login(outsider)
    before = newest()
    assert client.get(record.get_absolute_url()).status_code == 404
    assert entries_after(before) == []


@pytest.mark.parametrize("action", sorted(DO))
def test_a_change_leaves_one_entry(caseworker, action):
    before = newest()
    DO[action](caseworker)
    assert [entry.action for entry in entries_after(before)] == [action]


def test_ending_a_stay_leaves_one_entry(caseworker):
    stay = MAKE["stay"](caseworker)
    before = newest()
    leave(stay, by=caseworker, left_on=date(2020, 2, 1), ending="reintegrated")
    assert [entry.action for entry in entries_after(before)] == ["stay.ended"]


@pytest.mark.parametrize("name", LISTS)
def test_reading_a_list_leaves_one_entry_with_count_and_filters(client, reader, name):
    make_case(reader.organisation)
    client.force_login(reader)
    before = newest()
    client.get(reverse(name), {"year": 2020})
    (entry,) = entries_after(before)
    count = 1 if name in {"cases:people", "cases:cases"} else 0
    assert entry.action == "list.opened"
    assert entry.details == {"records": LISTS[name], "count": count, "page": 1, "filters": "year:2020"}


@pytest.mark.parametrize("name", ["cases:people", "desk:contacts"])
def test_a_search_is_noted_without_its_words(client, reader, name):
    client.force_login(reader)
    before = newest()
    client.post(reverse(name), {"words": "Elena"})
    (entry,) = entries_after(before)
    assert entry.details["searched"] == 1
    assert "Elena" not in str(entry.details)


@pytest.mark.parametrize("name", LISTS)
def test_taking_a_list_out_leaves_one_entry(client, reader, name):
    client.force_login(reader)
    before = newest()
    client.get(reverse(f"{name}_file", args=["csv"]))
    assert [entry.action for entry in entries_after(before)] == ["records.exported"]


def test_a_wrong_code_leaves_none(client, reader):
    client.force_login(reader)
    before = newest()
    client.get(reverse("cases:person", args=[uuid4()]))
    assert entries_after(before) == []
