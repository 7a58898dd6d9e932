"""What is held, what of it belongs to a person, and the only way for a request to obtain holds and erasures."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from waystation.core.models import Organisation, User
from waystation.core.retention.kinds import Kind, kinds
from waystation.core.retention.models import Erasure, LegalHold, Purge
from waystation.core.sealing.records import SealedRecord

HELD = {"person": "cases.person", "case": "cases.case"}


def held_rows(kind: Kind, organisation: Organisation) -> Q:
    """Return the condition under which rows of the kind are held."""
    held = LegalHold.objects.filter(organisation=organisation).in_force()
    people = held.filter(of=LegalHold.Of.PERSON).values("on_code")
    cases = held.filter(of=LegalHold.Of.CASE).values("on_code")
    condition = Q(pk__in=[])
    if kind.person:
        condition |= Q(**{f"{kind.person}__in": people})
    if kind.case:
        condition |= Q(**{f"{kind.case}__in": cases})
    return condition


def not_held(kind: Kind, rows: "QuerySet[SealedRecord]", organisation: Organisation) -> "QuerySet[SealedRecord]":
    """Return the rows that no legal hold keeps."""
    held = kind.model._base_manager.filter(held_rows(kind, organisation)).values("pk")
    return rows.exclude(pk__in=held)


def holds_on(person: UUID, organisation: Organisation) -> bool:
    """Say whether a hold keeps the person, or any of their cases."""
    of_people = [kind for kind in kinds().values() if kind.person]
    return any(kind.of_person(person).filter(held_rows(kind, organisation)).exists() for kind in of_people)


def sealed_of(person: UUID) -> Mapping[str, int]:
    """Return how many records of each kind hold something sealed about the person."""
    found = {code: kind.of_person(person).filter(record_key__isnull=False).count() for code, kind in kinds().items()}
    return {code: count for code, count in found.items() if count}


def erasure_for(user: User, code: UUID) -> Erasure:
    """Return the erasure; another organisation's answers like a wrong address."""
    found: Erasure = get_object_or_404(Erasure.objects.visible_to(user), code=code)
    return found


def hold_for(user: User, code: UUID) -> LegalHold:
    """Return the hold; another organisation's answers like a wrong address."""
    found: LegalHold = get_object_or_404(LegalHold.objects.visible_to(user), code=code)
    return found


def purge_for(user: User, code: UUID) -> Purge:
    """Return the purge; another organisation's answers like a wrong address."""
    found: Purge = get_object_or_404(Purge.objects.visible_to(user), code=code)
    return found


def record_for(user: User, of: str, code: UUID) -> Any:
    """Return the person or case; a stranger gets the same 404 as a wrong code."""
    if of not in HELD:
        raise Http404
    model: Any = apps.get_model(HELD[of])
    return get_object_or_404(model.objects.visible_to(user), code=code)
