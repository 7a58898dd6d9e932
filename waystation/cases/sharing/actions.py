"""Every change to who may see one case."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.cases.models import Case
from waystation.cases.permits import Permit
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.keys import handing
from waystation.core.models import User
from waystation.core.rights import Right
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring

MOST_HOURS = 3
OUTSIDE = (Permit.Kind.SHARED, Permit.Kind.GUEST)


@transaction.atomic
def let_see(case: Case, member: User, *, by: User, until: datetime | None = None) -> Permit:
    """Let one colleague see the case, for good or until a moment. Audited as `case.shared`.

    Refused when the colleague has such a permit already.
    """
    kind = Permit.Kind.SHARED if case.restricted_at is None else Permit.Kind.NAMED
    _end_over(case)
    if Permit.objects.filter(case=case, kind=kind).of(member).in_force().exists():
        raise ActionRefused(_("This colleague may see the case already. End that first to change its time."))
    permit = Permit.objects.create(case=case, member=member, kind=kind, given_by=by, until=until)
    audit.record("case.shared", on=case, by=by, member=str(member.code), permit=str(permit.code), kind=kind)
    return permit


@transaction.atomic
def end_permit(permit: Permit, *, by: User | None) -> None:
    """Take a permit back at once, with a guest's keys where it is a guest's. Audited as `case.share_ended`."""
    permit.ended_at = now()
    permit.save(update_fields=["ended_at"])
    handing.take_back(permit.code)
    codes = {"member": str(permit.member.code), "permit": str(permit.code), "kind": permit.kind}
    audit.record("case.share_ended", on=permit.case, by=by, **codes)


@transaction.atomic
def seal_case(case: Case, *, by: User) -> Case:
    """Close the case to everybody but its owner, whoever seals it, and those named later. Audited as `case.sealed`.

    What was shared before ends. Refused when it is sealed already.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.restricted_at is not None:
        raise ActionRefused(_("This case is sealed already. Name who may see it."))
    for permit in Permit.objects.filter(case=case, kind__in=OUTSIDE, ended_at=None):
        end_permit(permit, by=by)
    case.restricted_at = now()
    case.save(update_fields=["restricted_at"])
    audit.record("case.sealed", on=case, by=by)
    for member in {each.pk: each for each in (case.owner, by) if each is not None}.values():
        let_see(case, member, by=by)
    return case


@transaction.atomic
def unseal_case(case: Case, *, by: User) -> Case:
    """Give the case back to everybody in whose scope it lies. Audited as `case.unsealed`."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    for permit in Permit.objects.filter(case=case, kind=Permit.Kind.NAMED, ended_at=None):
        end_permit(permit, by=by)
    case.restricted_at = None
    case.save(update_fields=["restricted_at"])
    audit.record("case.unsealed", on=case, by=by)
    return case


@transaction.atomic
def break_glass(case: Case, *, by: User, reason: str, hours: int, keyring: Keyring) -> Permit:
    """Open a case outside the scope for a few hours, and alert the coordinator. Audited as `glass.broken`.

    Refused without a reason, for more than three hours, and for a case that this person sees anyway.
    """
    if not by.may(Right.BREAK_GLASS):
        raise ActionRefused(_("Your role cannot break the glass. Call a coordinator."))
    if not reason.strip():
        raise ActionRefused(_("Write down why you need to see this case now."))
    if not 1 <= hours <= MOST_HOURS:
        raise ActionRefused(_("Choose up to three hours. Break the glass again when you need longer."))
    if Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise ActionRefused(_("You see this case already; find it in your list."))
    begun = now()
    permit = Permit(case=case, member=by, kind=Permit.Kind.GLASS, given_by=by, given_at=begun)
    permit.until = begun + timedelta(hours=hours)
    seal_text(permit, "reason", reason.strip(), keyring)
    permit.save()
    audit.record("glass.broken", on=case, by=by, permit=str(permit.code), hours=hours)
    return permit


def note_wrong_number(by: User) -> None:
    """Write down that somebody tried a number that no case has. Audited as `glass.refused`."""
    audit.record("glass.refused", by=by)


@transaction.atomic
def note_seen(permit: Permit, *, by: User) -> None:
    """Write down that a coordinator looked at a broken glass. Audited as `glass.seen`."""
    permit.seen_by = by
    permit.save(update_fields=["seen_by"])
    audit.record("glass.seen", on=permit.case, by=by, permit=str(permit.code))


def _end_over(case: Case) -> None:
    """Mark the permits whose time is over as ended, so that the same colleague can be permitted again."""
    Permit.objects.filter(case=case, ended_at=None, until__lte=now()).update(ended_at=now())
