"""One box for people, cases, contacts and notes: found within what the asker may see, and never unseen."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import now

from waystation.cases.models import Case, IdentificationStatus
from waystation.cases.tests.making import make_case
from waystation.cases.tests.reading import in_english  # noqa: F401
from waystation.core.models import AuditEntry
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.actions import record_contact
from waystation.intake.desk.models import Contact
from waystation.programmes.field_work.actions import record_screening
from waystation.programmes.field_work.models import Screening

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def case(organisation, caseworker):
    case = make_case(organisation)
    seal_text(case, "story", "Ја чуваше во подрумот кај мелницата", keyring())
    case.save()
    decision = IdentificationStatus(case=case, status="presumed", decided_on=date(2020, 2, 1))
    seal_text(decision, "basis", "Исказ од инспекторот", keyring())
    decision.save()
    record_contact(Contact(at=now()), {"alias": "Жолтокљунче", "note": "Плачеше"}, keyring(), by=caseworker)
    record_screening(Screening(screened_on=date(2020, 1, 5)), "Студено", keyring(), by=caseworker)
    return case


@pytest.fixture
def signed_in(client, reader, case):
    client.force_login(reader)
    return client


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("xhemile", "People", "Џемиле Измислена"),
        ("podrum melnic", "Cases, by their story", "Case of Џемиле Измислена"),
        ("inspektor", "Cases, by the grounds of a decision", "Case of Џемиле Измислена"),
        ("zoltok", "Contacts", "/desk/"),
        ("placese", "Contacts", "/desk/"),
        ("studen", "Screenings", "/field_work/"),
    ],
)
def test_every_kind_is_found_with_a_link(signed_in, words, kind, found):
    page = signed_in.post(URL, {"words": words}).text
    assert f"<caption>{kind}</caption>" in page
    assert found in page
    assert page.count("<caption>") == 1


def test_the_page_asks_before_anything_is_opened(client, reader, case):
    client.force_login(reader)
    page = client.get(URL).text
    assert "Search people and cases" in page
    assert "<caption>" not in page
    assert not AuditEntry.objects.filter(action="list.opened").exists()


def test_a_stranger_finds_nothing_of_ours(client, outsider, case):
    client.force_login(outsider)
    page = client.post(URL, {"words": "xhemile"}).text
    assert "Измислена" not in page
    assert 'class="empty"' in page


def test_those_without_the_right_may_not_search(client, researcher, case):
    client.force_login(researcher)
    assert client.post(URL, {"words": "xhemile"}).status_code == 403


def test_a_search_is_written_down_without_its_words(client, reader, case):
    client.force_login(reader)
    client.post(URL, {"words": "xhemile"})
    entry = AuditEntry.objects.get(action="list.opened")
    assert entry.details == {"records": "search", "searched": 1, "count": 1}


def test_no_words_ask_for_some(client, reader, case):
    client.force_login(reader)
    assert "Write a part of a name" in client.post(URL, {"words": " "}).text


def test_what_could_not_be_opened_is_said(client, reader, case):
    Case.objects.filter(pk=case.pk).update(story=case.person.given_name)
    client.force_login(reader)
    assert "waystation verify" in client.post(URL, {"words": "podrum"}).text


def test_the_address_holds_no_word(client, reader, case):
    client.force_login(reader)
    assert 'method="post"' in client.get(reverse("search:search"), {"words": "xhemile"}).text
    assert "Измислена" not in client.get(reverse("search:search"), {"words": "xhemile"}).text
