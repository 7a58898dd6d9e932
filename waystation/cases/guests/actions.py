"""Sharing one case with a guest, and ending what is over; ending it before its time is `sharing.actions.end_permit`."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from waystation.cases.guests import access
from waystation.cases.models import Case
from waystation.cases.permits import Permit, PermitQuerySet
from waystation.cases.sharing.access import decides
from waystation.cases.sharing.actions import end_permit
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.keys import handing
from waystation.core.keys.handing import Share
from waystation.core.models import User
from waystation.core.rights import Right
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring

LONGEST_DAYS = 90


@transaction.atomic
def share(permit: Permit, reason: str, keyring: Keyring, *, by: User) -> Permit:
    """Let a guest read one case and its person until a moment, with the keys of these two records and no other.

    The unsaved permit says which case, which guest and until when. Refused for more than ninety days, for somebody who
    is no guest, for whoever does not decide about the case, and while the guest sees it already. Audited as
    `case.shared_with_guest`.
    """
    case, guest = Case.objects.select_for_update(of=("self",)).get(pk=permit.case_id), permit.member
    _refuse_who(case, guest, by)
    until = _within(permit.until)
    if access.shares_of(case).of(guest).exists():
        raise ActionRefused(_("This guest sees the case already. End that first to change the day."))
    _end_all(Permit.objects.of(guest).filter(case=case, kind=Permit.Kind.GUEST, ended_at=None))
    permit.kind, permit.given_by = Permit.Kind.GUEST, by
    if reason.strip():
        seal_text(permit, "reason", reason.strip(), keyring)
    permit.save()
    handing.hand([case, case.person], Share(permit.code, guest, until), keyring)
    days = (localdate(until) - localdate()).days
    audit.record("case.shared_with_guest", on=case, by=by, member=str(guest.code), permit=str(permit.code), days=days)
    return permit


def end_what_is_over() -> None:
    """End every share whose day is over, and delete its keys. Audited as `case.share_ended`, by nobody.

    Looks before it locks: most minutes nothing is over.
    """
    over = Permit.objects.filter(kind=Permit.Kind.GUEST, ended_at=None, until__lte=now())
    if over.exists() or handing.is_any_over():
        with transaction.atomic():
            _end_all(over)
            handing.delete_what_is_over()


def _within(until: datetime | None) -> datetime:
    if until is None or until <= now() or localdate(until) > localdate() + timedelta(days=LONGEST_DAYS):
        raise ActionRefused(_("Choose a day from today on, and within the next 90 days."))
    return until


def _refuse_who(case: Case, guest: User, by: User) -> None:
    if not (by.may(Right.LET_GUEST_SEE) and decides(by, case)):
        raise ActionRefused(
            _("Who is in charge of the case shares it with a guest, or a coordinator. Ask one of them.")
        )
    if guest not in access.guests_for(by):
        raise ActionRefused(_("This person is no guest. Share the case as with a colleague."))


def _end_all(permits: PermitQuerySet) -> None:
    for permit in permits.select_related("case", "member"):
        end_permit(permit, by=None)
