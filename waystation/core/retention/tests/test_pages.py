"""Pages of retention: the schedule, what is due, holds and erasures, each for those who may."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.cases.tests.making import make_case, make_person
from waystation.core.models import User
from waystation.core.retention.actions import erasing
from waystation.core.retention.models import Erasure, LegalHold, Purge, RuleChange
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def second(coordinator):
    return User.objects.create(
        organisation=coordinator.organisation, sign_in_name="second", display_name="Second", role="coordinator"
    )


@pytest.fixture
def case(organisation):
    case = make_case(organisation, closed_on=date(2001, 1, 1), ending="reintegrated", opened_on=date(2000, 1, 1))
    seal_text(case, "story", "Invented.", keyring())
    case.save()
    return case


def page(client, user, name, *args, **posted):
    client.force_login(user)
    address = reverse(f"retention:{name}", args=args)
    return client.post(address, posted, follow=True) if posted else client.get(address)


def test_the_schedule_says_how_long_and_why(client, coordinator):
    said = page(client, coordinator, "retention").content.decode()
    assert all(words in said for words in ("Stories of cases", "5 years", "Article 9", "Nothing is held"))


def test_a_rule_is_changed_and_the_change_is_listed(client, coordinator):
    said = page(client, coordinator, "rule", "cases.case", keep_months=24).content.decode()
    assert "The rule is changed" in said
    assert RuleChange.objects.get().keep_months == 24
    assert "2 years" in page(client, coordinator, "rule", "cases.case").content.decode()
    assert (
        "Choose between 12 and 120" in page(client, coordinator, "rule", "cases.case", keep_months=1).content.decode()
    )
    assert page(client, coordinator, "rule", "cases.nothing").status_code == 404


def test_a_list_is_made_by_one_and_approved_by_another(client, coordinator, second, case):
    assert "approves it" in page(client, coordinator, "propose", x=1).content.decode()
    purge = Purge.objects.get()
    page(client, coordinator, "purge", purge.code, approve="yes")
    assert Purge.objects.get().state == "proposed"
    said = page(client, second, "purge", purge.code, approve="yes").content.decode()
    assert "Report: what was destroyed" in said
    case.refresh_from_db()
    assert (case.story, Purge.objects.get().emptied["cases.case"]) == (None, 1)


def test_nothing_due_is_said(client, coordinator):
    assert "Nothing is due today" in page(client, coordinator, "propose", x=1).content.decode()


def test_a_list_is_not_approved(client, coordinator, second, case):
    page(client, coordinator, "propose", x=1)
    assert "not approved" in page(client, second, "purge", Purge.objects.get().code, refuse="yes").content.decode()


def test_a_hold_is_laid_and_lifted(client, coordinator, case):
    page(client, coordinator, "hold", "case", case.code, reason="The court asked.")
    assert "The court asked." in page(client, coordinator, "retention").content.decode()
    page(client, coordinator, "lift", LegalHold.objects.get().code, x=1)
    assert LegalHold.objects.in_force().count() == 0
    assert "already" in page(client, coordinator, "lift", LegalHold.objects.get().code, x=1).content.decode()


def test_a_hold_needs_a_reason_and_a_day_to_come(client, coordinator, case):
    said = page(client, coordinator, "hold", "case", case.code, until="2001-01-01").content.decode()
    assert "Say why it must be kept." in said
    late = {"until": "2001-01-01", "reason": "x"}
    assert "That day is past" in page(client, coordinator, "hold", "case", case.code, **late).content.decode()
    assert page(client, coordinator, "hold", "letter", case.code).status_code == 404


def test_a_person_is_erased_by_two(client, caseworker, coordinator, case):
    said = page(client, caseworker, "ask", case.person.code).content.decode()
    assert all(words in said for words in ("This cannot be undone", "Stories of cases", "totals stay"))
    assert "Choose why." in page(client, caseworker, "ask", case.person.code, ground="").content.decode()
    page(client, caseworker, "ask", case.person.code, ground="wish")
    code = Erasure.objects.get().code
    page(client, caseworker, "erasure", code, agree="yes")
    assert Erasure.objects.get().state == "asked"
    assert "Erase for good" in page(client, coordinator, "erasure", code).content.decode()
    assert "Report of an erasure" in page(client, coordinator, "erasure", code, agree="yes").content.decode()
    case.refresh_from_db()
    assert (case.story, case.person.given_name) == (None, None)


def test_a_held_person_is_not_offered_for_erasure(client, caseworker, coordinator, case):
    page(client, coordinator, "hold", "person", case.person.code, reason="The court asked.")
    said = page(client, caseworker, "ask", case.person.code).content.decode()
    assert ("A legal hold keeps" in said, "Ask for the erasure" in said) == (True, False)


def test_an_erasure_is_withdrawn(client, caseworker, coordinator, case):
    asked = erasing.ask_erasure(case.person.code, "wish", by=caseworker)
    assert "withdrawn" in page(client, coordinator, "erasure", asked.code, withdraw="yes").content.decode()


def test_what_waits_is_on_the_first_page_of_the_other_one(client, caseworker, coordinator, case):
    erasing.ask_erasure(case.person.code, "wish", by=caseworker)
    client.force_login(coordinator)
    assert "erasure to agree to" in client.get(reverse("core:home")).content.decode()
    client.force_login(caseworker)
    assert "erasure to agree to" not in client.get(reverse("core:home")).content.decode()


def test_the_page_of_a_person_offers_it_to_those_who_may(client, reader, coordinator, organisation):
    address = make_person(organisation).get_absolute_url()
    client.force_login(coordinator)
    said = client.get(address).content.decode()
    assert ("Erase this person" in said, "Lay a legal hold" in said) == (True, True)
    client.force_login(reader)
    assert "Erase this person" not in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["ask", "hold"])
def test_a_stranger_finds_nobody(client, outsider, case, name):
    args = [case.person.code] if name == "ask" else ["person", case.person.code]
    assert page(client, outsider, name, *args).status_code == 404


@pytest.mark.parametrize("who", ["reader", "operator"])
def test_without_the_right_nothing_opens(request, client, case, who):
    for name, args in (("retention", []), ("ask", [case.person.code]), ("hold", ["case", case.code])):
        assert page(client, request.getfixturevalue(who), name, *args).status_code == 403
