"""What the schedule does by itself, once a day: it looks what is due, and proposes it to a person."""

from django.db import transaction
from django.utils.timezone import localdate

from waystation.core import audit
from waystation.core.models import AuditEntry, Organisation
from waystation.core.retention.actions import purging
from waystation.core.retention.models import Purge

LOOKED = "schedule.looked"


def look_daily() -> int:
    """Look for each organisation that was not looked at today; return for how many. Safe to call at any time, often.

    Audited as `schedule.looked`, which is also how a second worker knows, and one that was started again.
    """
    return sum(_look(organisation) for organisation in Organisation.objects.order_by("pk"))


def is_waiting() -> bool:
    """Say whether an organisation was not looked at today."""
    return not all(map(was_looked_at, Organisation.objects.all()))


def was_looked_at(organisation: Organisation) -> bool:
    """Say whether the schedule was looked at today."""
    last = AuditEntry.objects.filter(organisation=organisation, action=LOOKED).order_by("-pk").first()
    return last is not None and localdate(last.at) == localdate()


@transaction.atomic
def _look(organisation: Organisation) -> bool:
    """Propose what is due now; a proposal a colleague made is left as it is."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if was_looked_at(organisation):
        return False
    by_hand = Purge.objects.filter(organisation=organisation).open().exclude(proposed_by=None).exists()
    found = None if by_hand else purging.propose(organisation, by=None)
    audit.record(LOOKED, on=organisation, by=None, records=found.total if found else 0)
    return True
