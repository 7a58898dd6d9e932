"""Laying and lifting legal holds."""

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.retention.models import LegalHold
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring


@transaction.atomic
def lay_hold(hold: LegalHold, reason: str, keyring: Keyring, *, by: User) -> LegalHold:
    """Keep what there is about the person or case, whatever the schedule says. Audited as `hold.laid`.

    Refused for a day that is past.
    """
    if hold.until is not None and hold.until < localdate():
        raise ActionRefused(_("That day is past. Give a day to come, or none."))
    hold.organisation, hold.laid_by = by.organisation, by
    seal_text(hold, "reason", reason, keyring)
    hold.save()
    audit.record("hold.laid", on=hold, by=by, of=hold.of, held=str(hold.on_code))
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, by: User) -> LegalHold:
    """Let the schedule run again. Audited as `hold.lifted`; refused when it is lifted already."""
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise ActionRefused(_("This hold is lifted already."))
    hold.lifted_at, hold.lifted_by = now(), by
    hold.save(update_fields=["lifted_at", "lifted_by"])
    audit.record("hold.lifted", on=hold, by=by, of=hold.of, held=str(hold.on_code))
    return hold
