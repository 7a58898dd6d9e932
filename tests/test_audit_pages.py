"""Who looked: per record, per colleague, and the sheet for the person; each with right, stranger and file."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from waystation.cases.tests.making import make_case
from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses
from waystation.core import audit
from waystation.core.models import AuditEntry
from waystation.programmes.shelter.actions import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(organisation, caseworker):
    case = make_case(organisation)
    audit.opened(case, by=caseworker)
    audit.opened(case.person, by=caseworker)
    return case


def of(record, name="core:audit_record"):
    return reverse(name, args=[record._meta.label_lower, record.code])


def member(user, name="core:audit_member"):
    return reverse(name, args=[user.code])


def test_a_record_says_who_looked(client, reader, case):
    client.force_login(reader)
    assert of(case) in client.get(case.get_absolute_url()).text
    page = client.get(of(case)).text
    assert "Opened the record" in page
    assert "Caseworker" in page
    assert "Reader" in page


def test_looking_at_a_trail_is_written_down(client, reader, case):
    client.force_login(reader)
    client.get(of(case))
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.by, entry.on_code) == ("trail.opened", reader, str(case.code))


@pytest.mark.parametrize("name", ["core:audit_record", "core:audit_record_file"])
def test_a_stranger_and_a_wrong_code_get_the_same_answer(client, outsider, case, name):
    client.force_login(outsider)
    assert client.get(of(case, name)).status_code == 404
    assert client.get(reverse(name, args=["cases.case", uuid4()])).status_code == 404
    assert client.get(reverse(name, args=["no.kind", case.code])).status_code == 404


def test_the_trail_of_a_record_that_somebody_cannot_see_is_not_there(client, researcher, operator, case):
    for user in (researcher, operator):
        client.force_login(user)
        for url in (of(case), reverse("core:audit_sheet", args=[case.person.code])):
            assert client.get(url).status_code == 404


def test_a_file_of_a_record_is_for_the_coordinator(client, reader, coordinator, case):
    client.force_login(reader)
    assert client.get(of(case, "core:audit_record_file")).status_code == 403
    client.force_login(coordinator)
    lines = client.get(of(case, "core:audit_record_file")).getvalue().decode().splitlines()
    assert lines[0].startswith("number,at,by,action")
    assert len(lines) == 3
    assert AuditEntry.objects.latest("pk").action == "trail.exported"


def test_everybody_sees_what_they_did_and_nobody_else(client, caseworker, reader, case):
    client.force_login(caseworker)
    assert client.get(reverse("core:audit")).url == member(caseworker)
    assert "What you did" in client.get(member(caseworker)).text
    assert client.get(member(caseworker, "core:audit_member_file")).status_code == 200
    assert client.get(member(reader)).status_code == 403
    assert client.get(reverse("core:audit_file")).status_code == 403


def test_the_coordinator_sees_what_everybody_did(client, coordinator, caseworker, case):
    client.force_login(coordinator)
    assert member(caseworker) in client.get(reverse("core:audit")).text
    assert "What Caseworker did" in client.get(member(caseworker)).text
    assert str(case.code) in client.get(reverse("core:audit_file")).getvalue().decode()


def test_an_outsider_finds_no_member_of_staff(client, outsider, caseworker):
    client.force_login(outsider)
    assert client.get(member(caseworker)).status_code == 404


def test_an_operator_sees_counts_and_no_record(client, operator, case):
    client.force_login(operator)
    assert client.get(reverse("core:audit")).url == reverse("core:audit_counts")
    page = client.get(reverse("core:audit_counts")).text
    assert "record.opened" in page
    assert str(case.code)[:8] not in page


def test_counts_need_the_right(client, reader):
    client.force_login(reader)
    assert client.get(reverse("core:audit_counts")).status_code == 403


def test_the_sheet_gathers_all_records_of_the_person_and_names_nobody(client, reader, caseworker, case):
    take_in(case, by=caseworker, arrived_on=date(2020, 1, 5))
    client.force_login(reader)
    page = client.get(reverse("core:audit_sheet", args=[case.person.code]), {"language": "en"})
    rows = [row.values[1:] for row in page.context["table"].rows]
    assert ["Social worker", "Looked at your records", 2] in rows
    assert ["Social worker", "Wrote something down", 1] in rows
    assert "Џемиле" not in page.text


@pytest.mark.parametrize(("language", "word"), [("mk", "Ден"), ("sq", "Dita"), ("en", "Day")])
def test_the_sheet_speaks_the_language_asked_for(client, reader, case, language, word):
    client.force_login(reader)
    page = client.get(reverse("core:audit_sheet", args=[case.person.code]), {"language": language}).text
    assert f'lang="{language}"' in page
    assert word in page


def test_a_trail_is_paged_narrowed_and_says_when_nothing_fits(client, coordinator, case):
    for _ in range(60):
        audit.opened(case, by=coordinator)
    client.force_login(coordinator)
    assert len(client.get(of(case), {"page": 2}).context["page"]) == 12
    assert client.get(of(case), {"what": "read", "since": "2020-01-01"}).context["page"].paginator.count == 61
    assert 'class="empty"' in client.get(of(case), {"what": "taken"}).text
    assert client.get(of(case), {"since": "nonsense"}).status_code == 200
