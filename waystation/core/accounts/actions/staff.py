"""Leave, coming back, and leaving for good in one action."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.accounts import staff
from waystation.core.accounts.actions import second_factor, visits
from waystation.core.accounts.models import Invitation, Leave
from waystation.core.discovery import modules
from waystation.core.errors import ActionRefused
from waystation.core.keys import access as held
from waystation.core.keys import actions as keys
from waystation.core.keys import renewing
from waystation.core.models import User
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring


@transaction.atomic
def note_leave(member: User, first_day: date, last_day: date, *, take_keys: bool, by: User) -> None:
    """Note the days on which somebody does not sign in, and end their sessions once it has begun.

    Refused for oneself, and when keys are to be taken that nobody else holds. Audited as `leave.noted`.
    """
    if member == by:
        raise ActionRefused(_("A colleague notes your leave, so that you are not locked out by a slip."))
    Leave.objects.update_or_create(
        member=member, defaults={"first_day": first_day, "last_day": last_day, "noted_by": by}
    )
    audit.record("leave.noted", by=by, on=member, days=(last_day - first_day).days + 1)
    if take_keys:
        _take_keys(member, by)
    if staff.away_until(member):
        visits.end_all(member, by=by)


@transaction.atomic
def end_leave(member: User, *, by: User) -> None:
    """Let somebody sign in again before the leave is over. Audited as `leave.ended`."""
    Leave.objects.filter(member=member).delete()
    audit.record("leave.ended", by=by, on=member)


@transaction.atomic
def offboard(member: User, *, to: User | None, by: User) -> int:
    """Let somebody leave for good: no sign-in, session, key, second factor or open case; return how many cases.

    Refused for oneself, while open cases have nobody to go to, while the leaver alone holds a vault, and for the last
    one who manages staff. Audited as `member.left`.
    """
    _refuse_too_early(member, to, by)
    moved = 0 if to is None else sum(room.hand_over(member, to, by=by) for room in modules("handing_over"))
    member.is_active = False
    member.set_unusable_password()
    member.save(update_fields=["is_active", "password"])
    visits.end_all(member, by=by)
    _take_keys(member, by)
    second_factor.reset(member, by=by)
    Invitation.objects.filter(made_by=member, used_at=None).delete()
    Leave.objects.filter(member=member).delete()
    audit.record("member.left", by=by, on=member, cases=moved)
    return moved


def _refuse_too_early(member: User, to: User | None, by: User) -> None:
    if member == by:
        raise ActionRefused(_("Nobody lets themselves leave. Ask a colleague who manages staff."))
    if staff.open_work_of(member) and to not in staff.who_may_take_over(member):
        raise ActionRefused(_("Choose who takes the open cases over."))
    others = User.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk)
    if not any(each.may(Right.MANAGE_STAFF) for each in others):
        raise ActionRefused(_("Nobody else manages staff. Invite a colleague who does, first."))


def _take_keys(member: User, by: User) -> None:
    alone = held.held_by_nobody_else(member)
    if alone:
        said = _("Nobody else holds the key of %(vaults)s. Give it to a colleague on the page “Keys” first.")
        raise ActionRefused(said % {"vaults": ", ".join(alone)})
    keys.remove_member(member, by=by)
    renewing.renew(keyring(), by=by)
