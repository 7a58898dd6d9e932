"""A call is written down, kept while it is typed, known again, called back and becomes a case."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now

from waystation.cases.models import Case
from waystation.core.models import AuditEntry
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import kinds
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk import actions
from waystation.intake.desk.actions.screening import begin_assessment
from waystation.intake.desk.models import Callback, Caller, Contact, Draft

pytestmark = pytest.mark.django_db
CALL = {"caller_type": "relative", "phone": "070 918 273", "alias": "Синиот капут", "note": "Канаринка"}


@pytest.fixture
def signed_in(client, caseworker):
    client.force_login(caseworker)
    return client


def save(client, **answers):
    response = client.post(reverse("desk:answer", args=[uuid4()]), {**CALL, "save": "yes", **answers})
    return Contact.objects.latest("pk") if response.status_code == 302 else response


def test_only_who_called_must_be_said_and_the_rest_is_not_asked(signed_in):
    contact = save(signed_in, phone="", alias="", note="")
    assert (contact.caller_type, contact.topic, contact.sex, contact.urgency) == ("relative", *["not_asked"] * 3)
    assert (contact.record_key, contact.phone_index) == (None, "")


def test_a_call_without_a_caller_says_what_is_missing_and_keeps_what_was_typed(signed_in, caseworker):
    page = save(signed_in, caller_type="").text
    assert "Choose who is calling." in page
    assert "Канаринка" in page
    assert Draft.objects.of(caseworker).count() == 1


def test_what_was_told_is_sealed_and_the_draft_goes(signed_in):
    code = uuid4()
    signed_in.post(reverse("desk:draft", args=[code]), CALL)
    signed_in.post(reverse("desk:answer", args=[code]), {**CALL, "save": "yes"})
    contact = Contact.objects.get()
    assert [open_text(contact, name, keyring()) for name in ("phone", "note")] == ["070 918 273", "Канаринка"]
    assert not Draft.objects.exists()
    assert AuditEntry.objects.filter(action="contact.recorded", on_code=str(contact.code)).count() == 1


def test_a_draft_is_sealed_comes_back_and_is_nobody_elses(signed_in, client, coordinator):
    code = uuid4()
    assert signed_in.post(reverse("desk:draft", args=[code]), CALL).json() == {"kept": True, "earlier": 0}
    assert "Канаринка".encode() not in bytes(Draft.objects.get().answers.stored)
    assert "Канаринка" in signed_in.get(reverse("desk:answer", args=[code])).text
    assert reverse("desk:answer", args=[code]) in signed_in.get(reverse("desk:desk")).text
    client.force_login(coordinator)
    assert "Канаринка" not in client.get(reverse("desk:answer", args=[code])).text
    client.post(reverse("desk:forget", args=[code]))
    assert Draft.objects.count() == 1


def test_an_unticked_warning_stays_unticked_in_a_draft(signed_in):
    code = uuid4()
    signed_in.post(reverse("desk:draft", args=[code]), CALL)
    assert not signed_in.get(reverse("desk:answer", args=[code])).context["form"]["never_leave_a_message"].value()


@pytest.mark.parametrize("kind", ["silent", "hang_up", "prank", "wrong_number"])
def test_an_empty_call_takes_one_button_and_can_be_taken_back(signed_in, kind):
    page = signed_in.post(reverse("desk:empty_call", args=[kind]), follow=True).text
    contact = Contact.objects.get()
    assert (contact.empty_call, contact.caller_type) == (kind, "silent_prank_wrong")
    assert reverse("desk:take_back", args=[contact.code]) in page
    signed_in.post(reverse("desk:take_back", args=[contact.code]))
    assert not Contact.objects.exists()


def test_a_contact_that_is_not_empty_is_never_taken_back(signed_in):
    contact = save(signed_in)
    signed_in.post(reverse("desk:take_back", args=[contact.code]))
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_a_caller_is_known_again_by_number_or_alias_and_by_no_part_of_it(signed_in):
    first = save(signed_in)
    by_number = save(signed_in, phone="+389 (0)70-918-273", alias="")
    by_alias = save(signed_in, phone="", alias="siniot kaput")
    assert {each.pk for each in perhaps(signed_in, by_number)} == {first.pk}
    assert {each.pk for each in perhaps(signed_in, by_alias)} == {first.pk}
    assert perhaps(signed_in, save(signed_in, phone="", alias="капут")) == []


def perhaps(client, contact):
    return list(client.get(contact.get_absolute_url()).context["perhaps"])


def test_linking_is_shown_and_undone(signed_in):
    first, again = save(signed_in), save(signed_in)
    signed_in.post(reverse("desk:link", args=[again.code]), {"earlier": first.code})
    page = signed_in.get(again.get_absolute_url())
    assert first.get_absolute_url() in page.text
    signed_in.post(reverse("desk:unlink", args=[again.code]))
    assert not Caller.objects.exists()
    assert {"contact.linked", "contact.unlinked"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_a_stranger_never_knows_our_caller_again(signed_in, client, outsider):
    save(signed_in)
    client.force_login(outsider)
    assert client.post(reverse("desk:draft", args=[uuid4()]), CALL).json()["earlier"] == 0


def when(**later):
    return localtime(now() + timedelta(**later)).strftime("%Y-%m-%dT%H:%M")


def test_a_promised_call_waits_with_its_warnings_and_ends_with_a_result(signed_in):
    contact = save(signed_in, callback_at=when(hours=2), never_leave_a_message="on", safe_times="Канаринка")
    callback = Callback.objects.get()
    assert contact.outcome == "callback_agreed"
    assert (callback.never_leave_a_message, callback.speak_to_nobody_else) == (True, False)
    page = signed_in.get(reverse("desk:callback", args=[callback.code])).text
    assert "never leave a message" in page
    assert "070 918 273" in page
    signed_in.post(reverse("desk:callback", args=[callback.code]), {"result": "not_reached"})
    assert not Callback.objects.open().exists()


def test_a_call_that_is_due_waits_on_the_first_page(signed_in, caseworker):
    contact = save(signed_in)
    late = Callback(contact=contact, due_at=now() - timedelta(minutes=1))
    actions.promise_callback(late, {"phone": "070"}, keyring(), by=caseworker)
    assert "call to make now" in signed_in.get(reverse("core:home")).text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"callback_at": when(hours=-2)}, "This time is over."),
        ({"callback_at": when(hours=2), "phone": ""}, "To call back you need a number."),
        ({"outcome": "callback_agreed"}, "You agreed to call back. Choose when."),
        ({"at": when(hours=2)}, "This time has not come yet."),
        ({"at": "yesterday"}, "Write the day and the time"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(signed_in, answers, said):
    assert said in save(signed_in, **answers).text
    assert not Contact.objects.exists()


def test_a_case_is_opened_with_nothing_typed_twice(signed_in):
    contact = save(signed_in, sex="female", child_adult="child", region="polog", language="sq")
    page = signed_in.get(reverse("desk:to_case", args=[contact.code])).text
    assert "Синиот капут" in page
    answers = {"programme": "social_work", "alias": "Синиот капут", "phone": "070 918 273"}
    signed_in.post(reverse("desk:to_case", args=[contact.code]), answers)
    case = Case.objects.get()
    person = case.person
    assert (person.sex, person.child_adult, person.region, person.languages) == ("female", "child", "polog", ["sq"])
    assert open_text(person, "alias", keyring()) == "Синиот капут"
    contact.refresh_from_db()
    assert (contact.case, contact.outcome) == (case, "case_opened")
    assert "led to a case already" in signed_in.post(reverse("desk:to_case", args=[contact.code]), answers).text


def test_who_may_not_answer_the_line_gets_no_desk(client, reader, researcher):
    for user in (reader, researcher):
        client.force_login(user)
        assert client.get(reverse("desk:desk")).status_code == 403


def test_drafts_hold_what_was_typed_and_nothing_of_the_form_itself(signed_in):
    signed_in.post(reverse("desk:draft", args=[uuid4()]), {**CALL, "csrfmiddlewaretoken": "x", "save": "yes"})
    answers = json.loads(open_text(Draft.objects.get(), "answers", keyring()))
    assert answers == CALL


def test_a_number_is_known_no_more_once_the_contact_is_emptied(signed_in):
    contact = save(signed_in)
    shredding.empty(kinds()["desk.contact"], [contact])
    contact.refresh_from_db()
    assert (contact.phone, contact.phone_index) == (None, "")
    assert perhaps(signed_in, save(signed_in, alias="")) == []


def test_who_looked_at_a_call_back_or_a_screening_is_shown(signed_in, caseworker):
    contact = save(signed_in, callback_at=when(hours=2))
    screening = begin_assessment(contact, None, by=caseworker, profile="adult")
    for kind, record in (("callback", Callback.objects.get()), ("assessment", screening)):
        page = signed_in.get(reverse("core:audit_record", args=[f"desk.{kind}", record.code]))
        assert record.get_absolute_url() in page.text
