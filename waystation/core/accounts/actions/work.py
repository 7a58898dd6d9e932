"""Changing as what somebody works, and in which programmes."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.accounts import staff
from waystation.core.accounts.actions import visits
from waystation.core.discovery import modules
from waystation.core.errors import ActionRefused
from waystation.core.keys import access as held
from waystation.core.keys import actions as keys
from waystation.core.keys import renewing
from waystation.core.models import User
from waystation.core.rights import Right, role_of, vaults_of
from waystation.core.sealing.staff import keyring


@transaction.atomic
def change_role(member: User, role: str, *, to: User | None, by: User) -> None:
    """Give somebody another role, take the keys away that do not belong to it, and end their sessions.

    The vaults whose keys they knew wait for new ones then; those of the new role are given as to anybody new. Refused
    for oneself, for a role that `by` may not give, for the last one who manages staff, while the member alone holds a
    vault that goes, and while open cases have nobody to go to. Audited as `member.role_changed`.
    """
    member = User.objects.select_for_update().get(pk=member.pk)
    before = member.role
    if role == before:
        return
    _refuse_role(member, role, by)
    if Right.READ_RECORDS not in role_of(role).rights:
        _hand_over(member, to, by)
    member.role = role
    member.save(update_fields=["role"])
    keys.fit_to_role(member, by=by)
    renewing.renew(keyring(), by=by)
    keys.make_vaults(member.organisation, [member] if hasattr(member, "keys") else [], by=by)
    visits.end_all(member, by=by)
    audit.record("member.role_changed", by=by, on=member, role=role, before=before)


@transaction.atomic
def name_programmes(member: User, programmes: Collection[str], *, by: User) -> None:
    """Name the programmes somebody works in; none leaves those of the role. Audited as `member.programmes_named`.

    Refused for oneself, and for whoever reads no records.
    """
    chosen = sorted(set(programmes))
    if chosen == sorted(member.programmes):
        return
    _refuse_oneself(member, by)
    if not by.may(Right.READ_RECORDS):
        raise ActionRefused(_("How far somebody sees is decided by somebody who reads records. Ask a coordinator."))
    User.objects.filter(pk=member.pk).update(programmes=chosen)
    audit.record("member.programmes_named", by=by, on=member, programmes=",".join(chosen))


def _refuse_oneself(member: User, by: User) -> None:
    if member == by:
        raise ActionRefused(_("Nobody changes what they do themselves. Ask a colleague who manages staff."))


def _refuse_role(member: User, role: str, by: User) -> None:
    _refuse_oneself(member, by)
    if not staff.may_give(by, role):
        raise ActionRefused(_("A role that reads records is given by somebody who reads them. Ask a coordinator."))
    others = User.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk)
    if Right.MANAGE_STAFF not in role_of(role).rights and not any(each.may(Right.MANAGE_STAFF) for each in others):
        raise ActionRefused(_("Nobody else manages staff. Invite a colleague who does, first."))
    alone = sorted(set(held.held_by_nobody_else(member)) - vaults_of(role))
    if alone:
        said = _("Nobody else holds the key of %(vaults)s. Give it to a colleague on the page “Keys” first.")
        raise ActionRefused(said % {"vaults": ", ".join(alone)})


def _hand_over(member: User, to: User | None, by: User) -> None:
    if not staff.open_work_of(member):
        return
    if to not in staff.who_may_take_over(member):
        raise ActionRefused(_("Choose who takes the open cases over."))
    for room in modules("handing_over"):
        room.hand_over(member, to, by=by)
