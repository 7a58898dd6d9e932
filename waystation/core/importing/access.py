"""Which imports somebody may see and act on."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.importing.targets import Target, target, targets
from waystation.core.models import ImportRun, User
from waystation.core.rights import Right

RIGHTS = (Right.IMPORT_RECORDS, Right.IMPORT_FIGURES)


def may_import(user: User) -> bool:
    """Say whether this person imports anything at all."""
    return any(user.may(right) for right in RIGHTS)


def targets_for(user: User) -> list[Target]:
    """Return what this person may import into."""
    return [each for each in targets() if user.may(each.right)]


def runs_for(user: User) -> QuerySet[ImportRun]:
    """Return the imports of the person's organisation that lead where the person may import.

    Refused (403) for somebody who imports nothing.
    """
    if not may_import(user):
        raise PermissionDenied
    codes = ["", *(each.code for each in targets_for(user))]
    return ImportRun.objects.filter(organisation=user.organisation_id, target__in=codes)


def run_for(user: User, code: UUID) -> ImportRun:
    """Return the import; a stranger gets the same 404 as a wrong code, a colleague without the right 403."""
    run = get_object_or_404(ImportRun.objects.filter(organisation=user.organisation_id), code=code)
    if not may_import(user) or (run.target and not user.may(target(run.target).right)):
        raise PermissionDenied
    return run


@transaction.atomic
def open_run(user: User, code: UUID) -> ImportRun:
    """Return the import to somebody who reads it. Audited as `record.opened`."""
    run = run_for(user, code)
    audit.opened(run, by=user)
    return run


@transaction.atomic
def take_out_problems(user: User, code: UUID) -> ImportRun:
    """Return the import to somebody who takes its report out as a file. Audited as `records.exported`."""
    run = run_for(user, code)
    audit.record("records.exported", by=user, on=run, records="import_problems", kind="csv", count=run.problems_total)
    return run
