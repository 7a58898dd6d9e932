"""Every change to screenings: what is answered, what a person concludes, and which questions are asked."""

import json
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.cases.coding import check_answers
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring
from waystation.intake.desk.models import Assessment, Contact, QuestionEdition
from waystation.vocab import delphi


@transaction.atomic
def begin_assessment(contact: Contact, edition: QuestionEdition | None, *, by: User, profile: str) -> Assessment:
    """Begin a screening in the edition that is asked today. Audited as `assessment.begun`."""
    begun = Assessment.objects.create(
        organisation=by.organisation, contact=contact, edition=edition, profile=profile, begun_by=by
    )
    audit.record("assessment.begun", on=begun, by=by, profile=profile)
    return begun


@transaction.atomic
def answer(assessment: Assessment, answers: Mapping[str, str], keyring: Keyring, *, by: User) -> Assessment:
    """Keep what was answered, sealed. Audited as `assessment.answered`.

    Refused once a person has concluded.
    """
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if kept.concluded_at:
        raise ActionRefused(_("Somebody has concluded this screening. Begin another one."))
    delphi.assess(kept.asked(), answers, kept.profile)  # refuses an answer to nothing
    seal_text(kept, "answers", json.dumps(dict(answers)), keyring)
    kept.save(update_fields=["answers", "record_key"])
    audit.record("assessment.answered", on=kept, by=by, answers=len(answers))
    return kept


@transaction.atomic
def conclude(assessment: Assessment, *, by: User, conclusion: str) -> Assessment:
    """Put a person's name to the conclusion. Audited as `assessment.concluded`.

    Refused when somebody has concluded already.
    """
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if kept.concluded_at:
        raise ActionRefused(_("Somebody has concluded this screening. Begin another one."))
    kept.conclusion, kept.concluded_by, kept.concluded_at = conclusion, by, now()
    check_answers(kept)
    kept.save(update_fields=["conclusion", "concluded_by", "concluded_at"])
    audit.record("assessment.concluded", on=kept, by=by, conclusion=conclusion)
    return kept


@transaction.atomic
def add_question(asked: delphi.Questions, question: delphi.Question, *, by: User) -> QuestionEdition:
    """Ask one question more, in a new edition. Audited as `questions.changed`.

    Refused when the code is taken.
    """
    if any(each.code == question.code for each in asked.questions):
        raise ActionRefused(_("There is a question with this code. Choose another code."))
    return _new_edition(replace(asked, questions=(*asked.questions, question)), by=by)


def move_question(asked: delphi.Questions, code: str, *, up: bool, by: User) -> QuestionEdition | None:
    """Ask one question earlier or later within its dimension; None when it stands at the end already."""
    order = list(asked.questions)
    here = order.index(asked[code])
    there = _neighbour(order, here, up=up)
    if there is None:
        return None
    order[here], order[there] = order[there], order[here]
    return _new_edition(replace(asked, questions=tuple(order)), by=by)


def drop_question(asked: delphi.Questions, code: str, *, by: User) -> QuestionEdition:
    """Stop asking one question; what was answered to it keeps its edition."""
    dropped = asked[code]
    return _new_edition(replace(asked, questions=tuple(x for x in asked.questions if x != dropped)), by=by)


def _neighbour(order: list[delphi.Question], here: int, *, up: bool) -> int | None:
    places = range(here - 1, -1, -1) if up else range(here + 1, len(order))
    return next((place for place in places if order[place].dimension == order[here].dimension), None)


@transaction.atomic
def _new_edition(asked: delphi.Questions, *, by: User) -> QuestionEdition:
    earlier = QuestionEdition.objects.select_for_update().filter(organisation=by.organisation, name=asked.name)
    number = max((each.number for each in earlier), default=0) + 1
    version = f"{asked.version.partition('+')[0]}+{number}"
    content = delphi.as_content(replace(asked, version=version))
    made = QuestionEdition.objects.create(
        organisation=by.organisation, name=asked.name, number=number, content=content, made_by=by
    )
    audit.record("questions.changed", on=made, by=by, name=asked.name, number=number)
    return made
