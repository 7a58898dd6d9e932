"""Changes that concern the installation: jobs put back, members of staff added."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.apps import apps
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from waystation.config.liveness import is_alive
from waystation.core import audit
from waystation.core.accounts.actions import invitations, second_factor, visits
from waystation.core.accounts.actions.invitations import check_password_of
from waystation.core.errors import ActionRefused
from waystation.core.keys import actions as keys
from waystation.core.keys.access import unlock
from waystation.core.models import AuditEntry, Organisation, User
from waystation.core.rights import ROLES

add_member = invitations.add_member
MOST_STARTS = 5
PUBLIC_ROOMS = ("core", "evidence")  # what these keep for an organisation without staff is nobody's secret
INVENTED_NAMES = {
    "coordinator": "Vesna (invented)",
    "caseworker": "Arta (invented)",
    "counsellor": "Teuta (invented)",
    "sos_operator": "Biljana (invented)",
    "shelter_staff": "Snezana (invented)",
    "field_worker": "Besim (invented)",
    "prevention_officer": "Elena (invented)",
    "researcher": "Marko (invented)",
    "data_protection_lead": "Goran (invented)",
    "reader": "Ilir (invented)",
    "administrator": "Dejan (invented)",
    "partner_guest": "Mira (invented)",
}


class JobNeverFinished(Exception):
    """A job ended its worker each time it was started."""


def put_back_orphans() -> int:
    """Let jobs of dead workers start again; give up on one that was started five times. Return how many."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(_put_back(job) for job in running if not _has_living_worker(job))


def _has_living_worker(job: "DBTaskResult[..., Any]") -> bool:
    try:
        return is_alive(UUID(job.worker_ids[-1]))
    except (IndexError, ValueError):
        return False


@transaction.atomic
def _put_back(job: "DBTaskResult[..., Any]") -> bool:
    unchanged = DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
    ).select_for_update()
    kept = unchanged.first()
    if kept is None:
        return False
    if len(kept.worker_ids) >= MOST_STARTS:
        kept.set_failed(JobNeverFinished(f"Started {MOST_STARTS} times, and its worker ended each time."))
        return False
    kept.status = TaskResultStatus.READY
    kept.started_at = None
    kept.save(update_fields=["status", "started_at"])
    return True


@transaction.atomic
def create_organisation(name: str) -> Organisation:
    """Create the organisation of this installation, or name the one that files were imported for before.

    Refused when there is one with staff. Audited as `organisation.created` or `organisation.named`.
    """
    organisation = unsettled_organisation()
    if organisation is not None:
        return _settle(organisation, name=name)
    if Organisation.objects.exists():
        raise ActionRefused("This installation has its organisation already.")
    organisation = Organisation.objects.create(name=name)
    audit.record("organisation.created", by=None, on=organisation)
    return organisation


def unsettled_organisation() -> Organisation | None:
    """Return the organisation that an import made before there was any member of staff; None when people work in it."""
    return Organisation.objects.filter(invented=False, staff=None).order_by("pk").first()


def _settle(organisation: Organisation, **what: Any) -> Organisation:
    for field, value in what.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=list(what))
    audit.record("organisation.named", by=None, on=organisation)
    return organisation


def _keeps_records(organisation: Organisation) -> bool:
    """Say whether anything is kept but public figures of others, and how they came in."""
    models = [model for model in apps.get_models() if model._meta.app_label not in PUBLIC_ROOMS]
    holders = [
        (model, each.name) for model in models for each in model._meta.fields if each.related_model is Organisation
    ]
    return any(model._base_manager.filter(**{name: organisation}).exists() for model, name in holders)


@transaction.atomic
def replace_password(sign_in_name: str, password: str, *, sheets_at_hand: bool) -> None:
    """Give somebody a new password and a new key; refused for an unknown name or a weak password."""
    member = User.objects.filter(sign_in_name__iexact=sign_in_name).first()
    if member is None:
        raise ActionRefused(f"Nobody signs in as {sign_in_name}.")
    check_password_of(password, member)
    keys.replace_password(member, password, sheets_at_hand=sheets_at_hand)


@transaction.atomic
def reset_second_factor(sign_in_name: str) -> None:
    """Take a lost second factor away and end every session; refused for an unknown name."""
    member = User.objects.filter(sign_in_name__iexact=sign_in_name).first()
    if member is None:
        raise ActionRefused(f"Nobody signs in as {sign_in_name}.")
    second_factor.reset(member, by=None)
    visits.end_all(member, by=None)


@transaction.atomic
def invented_organisation(name: str, password: str) -> tuple[Organisation, dict[str, User]]:
    """Return the invented organisation and one member of staff per role, made where they are missing.

    Refused where a real organisation keeps its records: invented ones never stand beside them. An organisation without
    staff that holds nothing but public figures, imported before the first start, becomes the invented one.
    """
    made = {"invented": True, "code": uuid5(NAMESPACE_URL, f"invented:{name}")}  # the same facts on every machine
    unsettled = unsettled_organisation()
    if unsettled is not None and not _keeps_records(unsettled):
        _settle(unsettled, name=name, **made)
    if Organisation.objects.filter(invented=False).exists():
        raise ActionRefused(
            "A real organisation keeps its records here, so nothing is invented. "
            "For a demonstration set WAYSTATION_HOME to an empty folder."
        )
    organisation, _new = Organisation.objects.get_or_create(name=name, defaults=made)
    members = {role: _invented_member(organisation, role, password) for role in ROLES}
    ring = unlock(members["coordinator"], password)
    for member in members.values():
        keys.let_in(member, ring, by=None)
    return organisation, members


def _invented_member(organisation: Organisation, role: str, password: str) -> User:
    known = User.objects.filter(organisation=organisation, sign_in_name=role).first()
    if known is not None:
        return known
    names = {"sign_in_name": role, "display_name": INVENTED_NAMES[role]}
    member = add_member(organisation, **names, role=role, password=password)
    second_factor.invent_app(member)
    return member


def was_done(what: str) -> bool:
    """Say whether the step was completed on this installation."""
    return AuditEntry.objects.filter(action=what).exists()


@contextmanager
def mark_done(what: str, organisation: Organisation) -> Iterator[None]:
    """Mark the step in the same transaction as the step itself: killed midway, neither has happened."""
    with transaction.atomic():
        yield
        audit.record(what, by=None, on=organisation)
