"""Purging what the schedule says: proposed, approved by another person, carried out in batches that may be killed."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User
from waystation.core.retention import schedule
from waystation.core.retention.access import not_held
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import Kind, kinds
from waystation.core.retention.models import Purge

BATCH = 200
Watcher = Callable[[int], None]


@transaction.atomic
def propose(organisation: Organisation, *, by: User | None, today: date | None = None) -> Purge | None:
    """Look what is due and propose it; None where nothing is. Audited as `purge.proposed`.

    A proposal that waits is written again, so that it says what is due now.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    running: Purge | None = Purge.objects.filter(organisation=organisation, state=Purge.State.RUNNING).first()
    if running is not None:
        return running
    Purge.objects.filter(organisation=organisation, state=Purge.State.PROPOSED).delete()
    found = schedule.due(organisation, today)
    if not found.counts:
        return None
    purge: Purge = Purge.objects.create(
        organisation=organisation, proposed_by=by, before=found.before, due=found.counts, held=found.held
    )
    audit.record("purge.proposed", on=purge, by=by, records=purge.total)
    return purge


@transaction.atomic
def approve(purge: Purge, *, by: User) -> Purge:
    """Agree to the purge; it begins at once and may be killed at any moment. Audited as `purge.approved`.

    Refused for whoever proposed it.
    """
    purge = _proposed(purge)
    if purge.proposed_by_id == by.pk:
        raise ActionRefused(_("You proposed this list: a colleague with the right has to approve it."))
    purge.state, purge.settled_by, purge.settled_at = Purge.State.RUNNING, by, now()
    purge.save()
    audit.record("purge.approved", on=purge, by=by, records=purge.total)
    return purge


@transaction.atomic
def refuse(purge: Purge, *, by: User) -> Purge:
    """Do not agree; the next look at the schedule proposes anew. Audited as `purge.refused`."""
    purge = _proposed(purge)
    purge.state, purge.settled_by, purge.settled_at = Purge.State.REFUSED, by, now()
    purge.save()
    audit.record("purge.refused", on=purge, by=by)
    return purge


def carry_out(purge: Purge, watch: Watcher = lambda _done: None) -> Purge:
    """Empty what was approved and is due still, destroy its keys, and report. Goes on where a kill stopped it.

    Audited as `record.purged` for each record and `purge.done` for the whole.
    """
    for code, day in purge.before.items():
        while _batch(purge, kinds()[code], date.fromisoformat(day)):
            watch(purge.done)
    shredded = shredding.shred()
    return _finish(purge, shredded)


@transaction.atomic
def _batch(purge: Purge, kind: Kind, before: date) -> int:
    fresh: Purge = Purge.objects.select_for_update().get(pk=purge.pk)
    if fresh.state != Purge.State.RUNNING:
        return 0
    due = not_held(kind, kind.due(fresh.organisation, before), fresh.organisation)
    numbers = list(due.values_list("pk", flat=True)[:BATCH])
    records = list(kind.model._base_manager.select_for_update(of=("self",)).filter(pk__in=numbers))
    if records:
        fresh.shards_destroyed += len(list(shredding.slots_of(records)))
        emptied = shredding.empty(kind, records)
        fresh.emptied = {**fresh.emptied, kind.code: fresh.emptied.get(kind.code, 0) + emptied}
        fresh.save(update_fields=["emptied", "shards_destroyed"])
        for record in records:
            audit.record("record.purged", on=record, by=fresh.settled_by, purge=str(fresh.code))
    purge.emptied = fresh.emptied
    return len(records)


@transaction.atomic
def _finish(purge: Purge, shredded: shredding.Shredded) -> Purge:
    purge = Purge.objects.select_for_update().get(pk=purge.pk)
    if purge.state != Purge.State.RUNNING:
        return purge
    purge.copies = [{"folder": each.folder, "reached": each.reached} for each in shredded.copies]
    purge.state, purge.finished_at = Purge.State.DONE, now()
    purge.save()
    audit.record("purge.done", on=purge, by=purge.settled_by, records=purge.done, shards=purge.shards_destroyed)
    return purge


def _proposed(purge: Purge) -> Purge:
    found: Purge = Purge.objects.select_for_update().get(pk=purge.pk)
    if found.state != Purge.State.PROPOSED:
        raise ActionRefused(_("This list is settled already. Look what is due now."))
    return found
