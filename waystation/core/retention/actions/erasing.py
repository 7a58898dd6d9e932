"""Erasing a person: asked for by one member of staff, settled by another, carried out to the last backup."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.retention import access
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import kinds
from waystation.core.retention.leftovers import leftovers
from waystation.core.retention.models import Erasure


@transaction.atomic
def ask_erasure(person: UUID, ground: str, *, by: User) -> Erasure:
    """Ask for a person's erasure; a second person has to agree. Audited as `erasure.asked`.

    Refused under a legal hold, and while an erasure of the person waits already.
    """
    _refuse_if_held(person, by)
    if Erasure.objects.filter(person_code=person).waiting().exists():
        raise ActionRefused(_("An erasure of this person waits already for a second person."))
    asked = Erasure.objects.create(organisation=by.organisation, person_code=person, ground=ground, asked_by=by)
    audit.record("erasure.asked", on=asked, by=by, person=str(person), ground=ground)
    return asked


@transaction.atomic
def withdraw_erasure(erasure: Erasure, *, by: User) -> Erasure:
    """Keep the person after all. Audited as `erasure.withdrawn`."""
    erasure = _waiting(erasure)
    erasure.state, erasure.settled_by, erasure.settled_at = Erasure.State.WITHDRAWN, by, now()
    erasure.save()
    audit.record("erasure.withdrawn", on=erasure, by=by, person=str(erasure.person_code))
    return erasure


def erase(erasure: Erasure, *, by: User) -> Erasure:
    """Empty everything sealed about the person and destroy its keys; report it. Audited as `person.erased`.

    Refused under a legal hold, and for whoever asked: two people erase.
    """
    erasure = _empty_all(erasure, by)
    return finish(erasure)


def finish(erasure: Erasure) -> Erasure:
    """Destroy the shards of what was emptied, and note where the copies beside the backups were written again."""
    shredded = shredding.shred(even_if_none=True)
    copies = [{"folder": each.folder, "reached": each.reached} for each in shredded.copies]
    Erasure.objects.filter(pk=erasure.pk).update(copies=copies)
    erasure.refresh_from_db()
    return erasure


@transaction.atomic
def _empty_all(erasure: Erasure, by: User) -> Erasure:
    erasure = _waiting(erasure)
    if erasure.asked_by_id == by.pk:
        raise ActionRefused(_("Two people erase: ask a colleague with the right to agree."))
    _refuse_if_held(erasure.person_code, by)
    slots = 0
    emptied: dict[str, int] = {}
    for code, kind in kinds().items():
        records = list(kind.of_person(erasure.person_code).select_for_update(of=("self",)))
        slots += len(list(shredding.slots_of(records)))
        if records:
            emptied[code] = shredding.empty(kind, records, forget_import=True)
    erasure.emptied = emptied | _leftovers(erasure, by)
    erasure.shards_destroyed = slots
    erasure.state, erasure.settled_by, erasure.settled_at = Erasure.State.DONE, by, now()
    erasure.save()
    audit.record("person.erased", on=erasure, by=by, person=str(erasure.person_code), shards=slots)
    return erasure


def _leftovers(erasure: Erasure, by: User) -> dict[str, int]:
    """Remove what rooms keep about the person beside their records."""
    removed = {each.code: each.remove(erasure.person_code, by) for each in leftovers()}
    return {code: count for code, count in removed.items() if count}


def _waiting(erasure: Erasure) -> Erasure:
    found: Erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if found.state != Erasure.State.ASKED:
        raise ActionRefused(_("This erasure is settled already."))
    return found


def _refuse_if_held(person: UUID, by: User) -> None:
    if access.holds_on(person, by.organisation):
        raise ActionRefused(_("A legal hold keeps this person's records. Lift it first, or say no to the request."))
