"""Every address of a record × every role × every situation, against a declared table; lists, files and searches too."""

import tomllib
import uuid
from pathlib import Path

import pytest
from django.urls import reverse

from tests.attacks.records_in_reach import CANARY, House
from tests.attacks.test_access import DECLARED, OF_A_RECORD, lines_of, without_codes
from waystation.core.rights import ROLE, ROLES, Kind, Right, Scope
from waystation.core.trail.tracing import trails

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
READERS = [role for role in ROLES if Right.READ_RECORDS in ROLES[role]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in_as(client, member_of):
    def sign_in(role):
        asker = member_of(role)
        client.force_login(asker)
        return House(asker)

    return sign_in


def made(house, kind):
    return {situation: getattr(house, kind)(situation) for situation in RECORDS[kind]}


def addresses_of(kind):
    return [(name, row) for name, row in OF_A_RECORD.items() if row["of"] == kind]


def ask(client, name, row, code):
    """Read where the address can be read; else try to write, which for a hidden record changes nothing."""
    return client.generic("GET" if "GET" in row["methods"] else "POST", address(name, code))


def address(name, code):
    return reverse(name, kwargs={**DECLARED[name].get("with", {}), "code": code})


def sees_any(role, kind):
    return ROLE[role].scopes[SCOPE_OF[kind]] != Scope.NONE


def test_every_kind_that_an_address_names_is_in_the_table():
    of_people = {row["of"] for row in DECLARED.values() if "read_records" in row["may"] and "of" in row}
    assert of_people - {"run", "colleague"} <= set(TABLE["kinds"]) == set(RECORDS)


def test_every_role_of_the_table_is_a_role():
    assert {role for rows in RECORDS.values() for seen_by in rows.values() for role in seen_by} <= set(READERS)


def allowed(role, kind, row, situation, *, seen):
    may = set(row["may"].split(" and ")) <= ROLES[role]
    if row.get("decides"):
        may = may and (situation == "own" or Right.NAME_WHO_MAY in ROLES[role])
        if not seen:
            return {404} if sees_any(role, kind) else {403, 404}
    if seen:
        return {200} if may else {403}
    return {404} if may and sees_any(role, kind) else {403, 404}


def unlike(client, role, kind, name, row):
    """Yield what is answered otherwise than declared; what is hidden is answered word for word as a wrong code."""
    nowhere = ask(client, name, row, uuid.uuid4())
    for situation, record in client.records.items():
        seen = role in RECORDS[kind][situation]
        if seen and "GET" not in row["methods"]:
            continue  # it would change the record; the tests of the page do
        got = ask(client, name, row, record.code)
        if got.status_code not in allowed(role, kind, row, situation, seen=seen):
            yield f"{situation} {name}: {got.status_code}"
        elif not seen and (got.status_code, without_codes(got)) != (nowhere.status_code, without_codes(nowhere)):
            yield f"{situation} {name}: the answer tells it from a wrong code"


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_reached_by_whom_the_table_names_and_by_nobody_else(client, signed_in_as, kind, role):
    client.records = made(signed_in_as(role), kind)
    assert [each for name, row in addresses_of(kind) for each in unlike(client, role, kind, name, row)] == []


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("kind", LISTS)
def test_lists_and_their_files_hold_what_is_seen_and_count_nothing_else(client, signed_in_as, kind, role):
    records = made(signed_in_as(role), kind)
    seen = {situation for situation in records if role in RECORDS[kind][situation]}
    page, file = LISTS[kind]
    answer = client.get(reverse(page))
    if not sees_any(role, kind):
        assert (answer.status_code, client.get(reverse(file, args=["csv"])).status_code) == (403, 403)
        return
    text = answer.content.decode()
    assert {situation for situation, record in records.items() if str(record.code) in text} == seen
    assert answer.context["page"].paginator.count == len(seen)
    for form in ("csv", "xlsx"):
        assert len(lines_of(client.get(reverse(file, args=[form])), form)) == len(seen) + 1


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("kind", ["person", "case", "contact", "screening"])
def test_a_search_finds_and_counts_only_what_is_seen(client, signed_in_as, kind, role):
    records = made(signed_in_as(role), kind)
    seen = {situation for situation in records if role in RECORDS[kind][situation]}
    text = client.post(reverse("search:search"), {"words": CANARY}).content.decode()
    assert {situation for situation, record in records.items() if str(record.code) in text} == seen
    assert all(f"{CANARY} {situation}" not in text for situation in records if situation not in seen)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("kind", TRAILED)
def test_who_looked_at_a_record_is_shown_to_those_who_see_it(client, signed_in_as, kind, role):
    assert set(TRAILED.values()) <= set(trails())
    for situation, record in made(signed_in_as(role), kind).items():
        answer = client.get(reverse("core:audit_record", args=[TRAILED[kind], record.code]))
        assert (situation, answer.status_code) == (situation, 200 if role in RECORDS[kind][situation] else 404)


@pytest.mark.parametrize("role", READERS)
def test_a_person_page_says_nothing_of_a_sealed_case_beside_an_open_one(client, signed_in_as, role):
    house = signed_in_as(role)
    person = house.person("in_a_programme")
    sealed = house.case("sealed", person)
    answer = client.get(person.get_absolute_url())
    assert str(sealed.code) not in answer.content.decode()
    listed = client.get(reverse("cases:people"))
    if listed.status_code == 200 and listed.context["page"].paginator.count:
        assert listed.context["page"].object_list[0].case_count == 1
