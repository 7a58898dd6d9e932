"""What the core removes when a person is erased: files that wait to be imported, for anybody may stand in them."""

from uuid import UUID

from waystation.core.importing.actions.asking import discard
from waystation.core.models import ImportRun, User
from waystation.core.retention.leftovers import Leftover


def _waiting(person: UUID, organisation: int) -> int:  # noqa: ARG001  nobody can tell who stands in a file
    return ImportRun.objects.filter(organisation=organisation, state__in=ImportRun.WAITING).count()


def _discard(person: UUID, by: User) -> int:  # noqa: ARG001
    waiting = list(ImportRun.objects.filter(organisation=by.organisation_id, state__in=ImportRun.WAITING))
    for run in waiting:
        discard(run, by=by)
    return len(waiting)


LEFTOVERS = (
    Leftover(
        "waiting_files",
        {
            "en": "Files that wait to be imported",
            "mk": "Датотеки што чекаат увоз",
            "sq": "Skedarë që presin importimin",
        },
        _waiting,
        _discard,
    ),
)
