"""Inviting somebody new, and coming in by the link."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.accounts.models import Invitation
from waystation.core.accounts.staff import may_give
from waystation.core.errors import ActionRefused
from waystation.core.keys import actions as keys
from waystation.core.models import Organisation, User

OPEN_FOR = timedelta(hours=72)


def mark_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, sign_in_name: str, display_name: str, role: str, by: User) -> tuple[Invitation, str]:
    """Make an invitation; return it and the secret part of its link, which is kept nowhere.

    Refused for a taken name, and for a role that reads records when the one who invites reads none. Audited as
    `invitation.made`.
    """
    if not may_give(by, role):
        raise ActionRefused(_("A role that reads records is given by somebody who reads them. Ask a coordinator."))
    _refuse_taken(sign_in_name)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        organisation=by.organisation,
        sign_in_name=sign_in_name,
        display_name=display_name,
        role=role,
        mark=mark_of(token),
        made_by=by,
        expires_at=now() + OPEN_FOR,
    )
    audit.record("invitation.made", by=by, on=made, role=role)
    return made, token


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Let the link lead nowhere from now on. Audited as `invitation.withdrawn`."""
    audit.record("invitation.withdrawn", by=by, on=invitation, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).delete()


@transaction.atomic
def accept(invitation: Invitation, password: str) -> User:
    """Let the invited person in with the password they chose, once.

    Refused when the link was used or withdrawn a moment ago, and for a weak password. Audited as `invitation.used`.
    """
    unused = Invitation.objects.select_for_update().filter(pk=invitation.pk, used_at=None, expires_at__gt=now())
    kept = unused.first()
    if kept is None:
        raise ActionRefused(_("This link is over. Ask for another one."))
    kept.used_at = now()
    kept.save(update_fields=["used_at"])
    names = {"sign_in_name": kept.sign_in_name, "display_name": kept.display_name}
    member = add_member(kept.organisation, **names, role=kept.role, password=password)
    audit.record("invitation.used", by=member, on=kept)
    return member


@transaction.atomic
def add_member(organisation: Organisation, *, sign_in_name: str, display_name: str, role: str, password: str) -> User:
    """Add a member of staff who may sign in; refused for a taken name or a weak password. Audited as `member.added`."""
    _refuse_taken(sign_in_name)
    member = User(organisation=organisation, sign_in_name=sign_in_name, display_name=display_name, role=role)
    check_password_of(password, member)
    member.set_password(password)
    member.save()
    audit.record("member.added", by=None, on=member, role=role)
    keys.make_staff_keys(member, password)
    keys.make_vaults(organisation, [member])
    return member


def check_password_of(password: str, member: User) -> None:
    """Refuse a weak password."""
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages)) from error


def _refuse_taken(sign_in_name: str) -> None:
    if User.objects.filter(sign_in_name__iexact=sign_in_name).exists():
        said = _("Somebody signs in as %(name)s already: choose another name.")
        raise ActionRefused(said % {"name": sign_in_name})
