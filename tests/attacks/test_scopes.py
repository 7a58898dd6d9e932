"""Every address of a record × every role × every situation, against a declared table; lists, files and searches too."""

import tomllib
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from tests.attacks.records_in_reach import CANARY, House
from tests.attacks.test_access import DECLARED, OF_A_RECORD, lines_of, without_codes
from waystation.core.rights import ROLE, ROLES, Kind, Right, Scope
from waystation.core.sealing.staff import unlocked
from waystation.core.signposts import waiting_for
from waystation.core.trail.tracing import trails
from waystation.intake.desk.models import Callback

TABLE = tomllib.loads(Path(__file__).with_name("scopes.toml").read_text(encoding="utf-8"))
RECORDS = TABLE["records"]
SCOPE_OF = {"person": Kind.CASES, "case": Kind.CASES, "stay": Kind.CASES}
SCOPE_OF |= {"contact": Kind.CONTACTS, "screening": Kind.SCREENINGS, "activity": Kind.ACTIVITIES}
SCOPE_OF |= {"report": Kind.CONTACTS, "report_file": Kind.CONTACTS}
SCOPE_OF |= {"document": Kind.CASES, "removed_document": Kind.CASES, "permit": Kind.CASES}
LISTS = {
    "person": ("cases:people", "cases:people_file"),
    "case": ("cases:cases", "cases:cases_file"),
    "stay": ("shelter:stays", "shelter:stays_file"),
    "contact": ("desk:contacts", "desk:contacts_file"),
    "screening": ("field_work:screenings", "field_work:screenings_file"),
    "activity": ("prevention:activities", "prevention:activities_file"),
}
TRAILED = {
    "person": "cases.person",
    "case": "cases.case",
    "stay": "shelter.stay",
    "contact": "desk.contact",
    "report": "desk.report",
    "screening": "field_work.screening",
    "activity": "prevention.activity",
    "document": "documents.document",
}
READERS = [role for role in ROLES if {Right.READ_RECORDS, Right.READ_SHARED} & ROLES[role]]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=RECORDS)
def house(request, django_db_setup, django_db_blocker, test_vaults, tmp_path_factory):
    """Make the records of one kind once, for every role and test; each test takes back what it changed."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), unlocked(test_vaults):
        patch.setattr(settings, "FILES", tmp_path_factory.mktemp(request.param))
        with transaction.atomic():
            yield House(request.param, RECORDS[request.param])
            transaction.set_rollback(True)


@pytest.fixture
def own_files():
    """Leave the files where the house keeps them."""


@pytest.fixture(params=READERS)
def role(request, client, db, house):
    """Sign the asker in with each role after the other."""
    client.force_login(house.asks_as(request.param))
    return request.param


def addresses_of(kind):
    return [(name, row) for name, row in OF_A_RECORD.items() if row["of"] == kind]


def ask(client, name, row, code):
    """Read where the address can be read; else try to write, which for a hidden record changes nothing."""
    return client.generic("GET" if "GET" in row["methods"] else "POST", address(name, code))


def address(name, code):
    return reverse(name, kwargs={**DECLARED[name].get("with", {}), "code": code})


def sees_any(role, kind):
    return kind in SCOPE_OF and ROLE[role].scopes[SCOPE_OF[kind]] != Scope.NONE


def test_every_kind_that_an_address_names_is_in_the_table():
    of_people = {row["of"] for row in DECLARED.values() if "read_records" in row["may"] and "of" in row}
    assert of_people - {"run", "colleague", "team"} <= set(TABLE["kinds"]) == set(RECORDS)


def test_every_role_of_the_table_is_a_role():
    assert {role for rows in RECORDS.values() for seen_by in rows.values() for role in seen_by} <= set(READERS)


def allowed(role, kind, row, situation, *, seen):
    may = set(row["may"].split(" and ")) <= ROLES[role]
    if not seen:
        return {404} if may and sees_any(role, kind) else {403, 404}
    if row.get("decides"):
        may = may and (situation == "own" or Right.NAME_WHO_MAY in ROLES[role])
    return {200} if may else {403}


def unlike(client, role, house, name, row):
    """Yield what is answered otherwise than declared; what is hidden is answered word for word as a wrong code."""
    nowhere = ask(client, name, row, uuid.uuid4())
    for situation, record in house.records.items():
        seen = role in RECORDS[house.kind][situation]
        if seen and "GET" not in row["methods"]:
            continue  # it would change the record; the tests of the page do
        got = ask(client, name, row, record.code)
        if got.status_code not in allowed(role, house.kind, row, situation, seen=seen):
            yield f"{situation} {name}: {got.status_code}"
        elif not seen and (got.status_code, without_codes(got)) != (nowhere.status_code, without_codes(nowhere)):
            yield f"{situation} {name}: the answer tells it from a wrong code"


def seen_of(house, role):
    return {situation for situation in house.records if role in RECORDS[house.kind][situation]}


def named_in(text, house):
    return {situation for situation, record in house.records.items() if str(record.code) in text}


def test_a_record_is_reached_by_whom_the_table_names_and_by_nobody_else(client, house, role):
    assert [each for name, row in addresses_of(house.kind) for each in unlike(client, role, house, name, row)] == []


@pytest.mark.parametrize("house", LISTS, indirect=True, scope="module")
def test_lists_and_their_files_hold_what_is_seen_and_count_nothing_else(client, house, role):
    page, file = LISTS[house.kind]
    answer = client.get(reverse(page))
    if not sees_any(role, house.kind):
        assert (answer.status_code, client.get(reverse(file, args=["csv"])).status_code) == (403, 403)
        return
    seen = seen_of(house, role)
    assert named_in(answer.content.decode(), house) == seen
    assert answer.context["page"].paginator.count == len(seen)
    for form in ("csv", "xlsx"):
        assert len(lines_of(client.get(reverse(file, args=[form])), form)) == len(seen) + 1


@pytest.mark.parametrize("house", ["person", "case", "contact", "screening"], indirect=True, scope="module")
def test_a_search_finds_and_counts_only_what_is_seen(client, house, role):
    text = client.post(reverse("search:search"), {"words": CANARY}).content.decode()
    seen = seen_of(house, role) - {"purged"}  # nothing is left of it to be found by
    assert named_in(text, house) == seen
    assert all(f"{CANARY} {situation}" not in text for situation in house.records if situation not in seen)


@pytest.mark.parametrize("house", ["case", "contact"], indirect=True, scope="module")
def test_the_first_page_counts_only_what_is_seen(client, house, role):
    kept, counted = seen_of(house, role), f"{reverse('cases:cases')}?state=quiet"
    if house.kind == "contact":
        promise_to_call_back(house.records.values())
        counted = reverse("desk:desk")
        kept = kept if Right.ANSWER_LINE in ROLES[role] else set()
    answer = client.get(reverse("core:home"))
    counts = {thing.url: thing.count for thing in waiting_for(house.asker)}
    assert counts.get(counted, 0) == len(kept - ({"closed", "purged"} if house.kind == "case" else set()))
    if Right.READ_SHARED in ROLES[role]:
        assert (answer.url, counts) == (reverse("guests:shared"), {})
    else:
        assert {thing.url: thing.count for thing in answer.context["waiting"]} == counts


def promise_to_call_back(contacts):
    yesterday = now() - timedelta(days=1)
    ours = [Callback(organisation=each.organisation, contact=each, due_at=yesterday) for each in contacts]
    Callback.objects.bulk_create(ours)


@pytest.mark.parametrize("house", TRAILED, indirect=True, scope="module")
def test_who_looked_at_a_record_is_shown_to_those_who_see_it(client, house, role):
    assert set(TRAILED.values()) <= set(trails())
    for situation, record in house.records.items():
        answer = client.get(reverse("core:audit_record", args=[TRAILED[house.kind], record.code]))
        assert (situation, answer.status_code) == (situation, 200 if role in RECORDS[house.kind][situation] else 404)


@pytest.mark.parametrize("house", ["person"], indirect=True, scope="module")
def test_a_person_page_says_nothing_of_a_sealed_case_beside_an_open_one(client, house, role):
    person = house.records["in_a_programme"]
    sealed = house.case("sealed", person)
    answer = client.get(person.get_absolute_url())
    assert str(sealed.code) not in answer.content.decode()
    listed = client.get(reverse("cases:people"))
    if listed.status_code == 200 and "in_a_programme" in seen_of(house, role):
        assert [each.case_count for each in listed.context["page"].object_list if each == person] == [1]
