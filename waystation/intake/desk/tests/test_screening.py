"""A screening is asked in its edition, explained line by line, and concluded by a person with a name."""

import pytest
from django.urls import reverse

from waystation.core.models import AuditEntry
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.access import asked_by
from waystation.intake.desk.models import Assessment, QuestionEdition
from waystation.intake.desk.tests.test_contacts import make_contact

pytestmark = pytest.mark.django_db
HELD = {"dr01": "yes", "dr02": "yes", "ex01": "yes", "ex02": "yes", "cd01": "yes", "cd10": "yes", "vr01": "refused"}
NEW = {"dimension": "exploitation", "adult": "S", "code": "own1", "en": "made to beg beside the work"}


@pytest.fixture
def contact(organisation):
    return make_contact(organisation)


@pytest.fixture
def begun(client, caseworker, contact):
    client.force_login(caseworker)
    client.post(reverse("desk:begin_screening", args=[contact.code]), {"profile": "adult"})
    return Assessment.objects.get()


def page_of(client, screening):
    return client.get(screening.get_absolute_url())


def test_whether_it_is_a_child_is_asked_first(client, caseworker, contact):
    client.force_login(caseworker)
    page = client.post(reverse("desk:begin_screening", args=[contact.code]), {}).text
    assert "the rule for children is another one" in page
    assert not Assessment.objects.exists()


def test_answers_are_sealed_kept_and_explained(client, begun):
    client.post(begun.get_absolute_url(), HELD)
    begun.refresh_from_db()
    assert b"cd01" not in bytes(begun.answers.stored)
    assert '"vr01": "refused"' in open_text(begun, "answers", keyring())
    page = page_of(client, begun)
    assert "1 strong, 1 medium, 0 weak: one strong sign with another one is enough" in page.text
    assert page.context["proposed"] == "Presumed trafficked person"
    assert page.context["asking"]["cd01"].value() == "yes"


def test_the_program_concludes_nothing(client, begun):
    client.post(begun.get_absolute_url(), HELD)
    begun.refresh_from_db()
    assert (begun.conclusion, begun.concluded_by) == ("", None)
    assert "The rule decides nothing: a person does." in page_of(client, begun).text


def test_a_person_concludes_with_their_name_and_against_the_rule_if_they_must(client, begun, caseworker):
    client.post(begun.get_absolute_url(), HELD)
    client.post(begun.get_absolute_url(), {"conclude": "yes", "conclusion": "labour_rights"})
    begun.refresh_from_db()
    assert (begun.conclusion, begun.concluded_by) == ("labour_rights", caseworker)
    assert AuditEntry.objects.filter(action="assessment.concluded", on_code=str(begun.code)).count() == 1
    assert f"{caseworker.display_name} concluded on" in page_of(client, begun).text


def test_what_was_concluded_is_changed_by_nobody(client, begun):
    client.post(begun.get_absolute_url(), {"conclude": "yes", "conclusion": "no_support"})
    for later in (HELD, {"conclude": "yes", "conclusion": "other_victim"}):
        assert "Begin another one" in client.post(begun.get_absolute_url(), later, follow=True).text
    begun.refresh_from_db()
    assert begun.conclusion == "no_support"


def test_a_new_question_is_asked_from_now_on_and_older_screenings_keep_their_edition(
    client, begun, coordinator, caseworker, contact
):
    client.force_login(coordinator)
    client.post(reverse("desk:questions"), NEW)
    assert asked_by(caseworker)["own1"].weight == {"adult": "S"}
    client.force_login(caseworker)
    assert "own1" not in page_of(client, begun).context["asking"].fields
    client.post(reverse("desk:begin_screening", args=[contact.code]), {"profile": "adult"})
    newer = Assessment.objects.exclude(pk=begun.pk).get()
    client.post(newer.get_absolute_url(), {"own1": "yes", "ex02": "yes"})
    assert page_of(client, newer).context["result"].line("exploitation").positive


def test_a_question_is_moved_within_its_dimension_and_dropped(client, coordinator):
    client.force_login(coordinator)
    change = lambda code, wish: client.post(reverse("desk:change_question", args=[code]), {"wish": wish})  # noqa: E731
    change("dr02", "up")
    change("cr01", "up")  # stands first already
    assert [each.code for each in asked_by(coordinator).questions][:3] == ["dr02", "dr01", "dr03"]
    assert QuestionEdition.objects.count() == 1
    change("dr02", "drop")
    assert "dr02" not in {each.code for each in asked_by(coordinator).questions}
    assert change("zz", "up").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "dr01"}, "There is a question with this code."),
        ({"code": "A B"}, "Use small Latin letters"),
        ({"adult": ""}, "Say how strongly"),
        ({"en": ""}, "Write the question."),
    ],
)
def test_a_question_that_cannot_be_is_refused(client, coordinator, wrong, said):
    client.force_login(coordinator)
    assert said in client.post(reverse("desk:questions"), {**NEW, **wrong}).text
    assert not QuestionEdition.objects.exists()


def test_only_who_may_edits_questions(client, caseworker, reader):
    for user in (caseworker, reader):
        client.force_login(user)
        assert client.get(reverse("desk:questions")).status_code == 403


def test_an_organisations_questions_are_its_own(client, coordinator, outsider):
    client.force_login(coordinator)
    client.post(reverse("desk:questions"), NEW)
    assert "own1" not in {each.code for each in asked_by(outsider).questions}
