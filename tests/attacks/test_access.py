"""Every address of the staff door × everybody × every method, against a declared table."""

import io
import re
import tomllib
import uuid
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from waystation.core.models import AuditEntry
from waystation.core.rights import ROLE, ROLES, Kind, Scope

DECLARED = tomllib.loads(Path(__file__).with_name("access.toml").read_text(encoding="utf-8"))
RECORD_PART = {
    "letterbox:retry": "letter_id",
    "campaign:preview": "release_id",
    "campaign:preview_drawing": "release_id",
}
SCOPES = tomllib.loads(Path(__file__).with_name("scopes.toml").read_text(encoding="utf-8"))
OF_A_RECORD = {name: row for name, row in DECLARED.items() if "of" in row}
TRIED = ("GET", "POST")
SIGNED_OUT = ("core:sign_out", "POST")  # its answer is the sign-in page, as for somebody who may not

pytestmark = pytest.mark.django_db


def names(resolver, spaces=()):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield ":".join((*spaces, each.name or f"nameless {each.pattern}"))
        else:
            yield from names(each, (*spaces, each.namespace) if each.namespace else spaces)


def address(name, records):
    row = DECLARED[name]
    parts = dict(row.get("with", {}))
    if "of" in row:
        parts[RECORD_PART.get(name, "code")] = records[row["of"]]
    return reverse(name, kwargs=parts)


def answer(name, method, records, cookies=None):
    """Ask as a browser with these cookies; whatever the answer changed is taken back."""
    client = Client()
    client.cookies.update(cookies or {})
    with transaction.atomic():
        response = client.generic(method, address(name, records))
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client.cookies


def expected(row, role, method):
    """Return the statuses the table allows; 0 stands for any answer that is no refusal."""
    may = row["may"]
    if may == "nobody":
        return {404}
    every, some = set(may.split(" and ")), set(may.split(" or "))
    sees = ROLE[role].scopes[Kind(row["kind"])] if "kind" in row else Scope.ORGANISATION
    hidden = row.get("of") in SCOPES["kinds"] and role not in SCOPES["records"][row["of"]]["in_a_programme"]
    if sees != Scope.NONE and (may in {"open", "signed in"} or every <= ROLES[role] or some & ROLES[role]):
        if row.get("decides") and not hidden and "name_who_may" not in ROLES[role]:
            return {403} if method in row["methods"] else {403, 405}
        if hidden:
            return {404} if method in row["methods"] else {404, 405}
        return {0} if method in row["methods"] else {405}
    refused = {403, 404} if hidden else {403}
    return refused if method in row["methods"] else refused | {405}


def kind_of(response):
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(reverse("core:sign_in"))
    return 0 if response.status_code in {200, 302} and not to_sign_in else response.status_code


def test_every_address_is_declared_and_every_row_has_an_address():
    there = set(names(get_resolver("waystation.config.urls_staff")))
    assert there == set(DECLARED)


def test_every_address_that_names_a_record_says_whose_it_is():
    loose = {n for n in DECLARED if "<uuid:" in str(route_of(n)) and "of" not in DECLARED[n]}
    assert loose == set()


def route_of(name):
    blank = dict.fromkeys(RECORD_PART.values(), uuid.uuid4()) | {"code": uuid.uuid4()}
    resolved = address(name, dict.fromkeys({row["of"] for row in OF_A_RECORD.values()}, blank["code"]))
    return get_resolver().resolve(resolved).route


@pytest.mark.parametrize("role", ROLES)
def test_colleagues_reach_what_the_table_says_and_nothing_else(member_of, records, role):
    cookies = signed_in(member_of(role))
    wrong = []
    for name, row in DECLARED.items():
        for method in TRIED:
            allowed, got = expected(row, role, method), answer(name, method, records, cookies)
            if kind_of(got) not in allowed and (name, method) != SIGNED_OUT:
                wrong.append(f"{name} {method}: {got.status_code} and not {allowed}")
    assert not wrong, "\n".join(wrong)


def test_nobody_passes_without_signing_in(records):
    wrong = []
    for name, row in DECLARED.items():
        for method in TRIED:
            got = answer(name, method, records)
            if row["may"] not in {"open", "nobody"} and not got.headers.get("Location", "").startswith(
                reverse("core:sign_in")
            ):
                wrong.append(f"{name} {method}: {got.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_is_answered_as_for_a_wrong_code(records, outsider):
    cookies, nowhere = signed_in(outsider), dict.fromkeys(records, uuid.uuid4())
    for name, row in OF_A_RECORD.items():
        for method in row["methods"]:
            theirs, wrong = answer(name, method, records, cookies), answer(name, method, nowhere, cookies)
            status = 404 if set(row["may"].split(" and ")) <= ROLES[outsider.role] else 403
            assert (name, theirs.status_code, wrong.status_code) == (name, status, status)
            assert without_codes(theirs) == without_codes(wrong)


def without_codes(response):
    """Return the page without what differs between any two requests: the code asked for, and the form's token."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "CODE", response.content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", text)


def test_a_stranger_takes_no_line_of_ours_out(client, records, outsider):
    client.force_login(outsider)
    for name in [name for name, row in DECLARED.items() if "kind" in row.get("with", {}) and "of" not in row]:
        for kind in ("csv", "xlsx"):
            response = client.get(reverse(name, kwargs={**DECLARED[name]["with"], "kind": kind}))
            assert response.status_code == 404 or len(lines_of(response, kind)) == 1
    assert AuditEntry.objects.filter(action="records.exported", by=outsider).exists()


def test_a_stranger_reads_nothing_of_our_trail(client, records, outsider):
    client.force_login(outsider)
    theirs = client.get(reverse("core:audit_file")).getvalue().decode()
    assert [name for name, code in records.items() if str(code) in theirs] == []


def lines_of(response, kind):
    if kind == "csv":
        return response.getvalue().decode().splitlines()
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
