"""Adding, using and taking away second factors. A code is taken once, however many ask at the same moment."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.accounts import access, codes
from waystation.core.accounts.adapter import factors_of
from waystation.core.errors import ActionRefused
from waystation.core.models import User


@transaction.atomic
def add_app(member: User, secret: str, typed: str) -> None:
    """Make an authenticator app the member's second factor, in the place of an older one.

    Refused when the code is not the one it shows. Audited as `second_factor.added`.
    """
    step = codes.fitting_step(secret, typed, after=0)
    if step is None:
        raise ActionRefused(_("The app shows another code now. Type the one it shows, before it changes."))
    _keep_app(member, secret, **{codes.LAST_STEP: step})
    audit.record("second_factor.added", by=member, on=member, kind="app")


@transaction.atomic
def invent_app(member: User) -> None:
    """Give an invented member an app whose codes the sign-in page shows. Refused in a real house."""
    if not member.organisation.invented:
        raise ActionRefused("Only invented people have an invented app.")
    _keep_app(member, generate_totp_secret(), **{codes.INVENTED: 1})
    note_recovery_codes(member)


@transaction.atomic
def use_code(member: User, typed: str) -> bool:
    """Take a code of the app or a recovery code, once. Audited as `recovery_code.used`."""
    kept = Authenticator.objects.select_for_update().filter(user=member, type__in=[access.APP, access.RECOVERY])
    return any(_uses(member, each, typed) for each in kept.order_by("-type"))


@transaction.atomic
def add_passkey(member: User, credential: Mapping[str, Any]) -> None:
    """Keep a passkey that answered our challenge. Audited as `second_factor.added`."""
    User.objects.select_for_update().get(pk=member.pk)
    WebAuthn.add(member, "", dict(credential))
    if access.recovery_of(member) is None:
        _make_recovery_codes(member)
    audit.record("second_factor.added", by=member, on=member, kind="passkey")


@transaction.atomic
def remove_passkey(member: User, number: int) -> None:
    """Forget one of the member's passkeys. Refused for the last second factor. Audited as `second_factor.removed`."""
    User.objects.select_for_update().get(pk=member.pk)
    kept = Authenticator.objects.filter(user=member, type=access.PASSKEY, pk=number)
    if len(access.factors_of(member)) < 2:
        raise ActionRefused(_("This is the last thing you sign in with. Set up another one first."))
    if kept.delete()[0]:
        audit.record("second_factor.removed", by=member, on=member, kind="passkey")


@transaction.atomic
def renew_recovery_codes(member: User) -> None:
    """Make the codes anew; the older ones are worth nothing from now on. Audited as `recovery_codes.made`."""
    User.objects.select_for_update().get(pk=member.pk)
    Authenticator.objects.filter(user=member, type=access.RECOVERY).delete()
    _make_recovery_codes(member)


@transaction.atomic
def note_recovery_codes(member: User) -> None:
    """Remember that the member has written the codes down."""
    kept = access.recovery_of(member)
    if kept is not None:
        RecoveryCodes(kept).mark_as_viewed()


@transaction.atomic
def reset(member: User, *, by: User | None) -> None:
    """Take every second factor away from somebody who lost them: the next sign-in asks for a new one.

    Audited as `second_factor.reset`.
    """
    Authenticator.objects.filter(user=member).delete()
    audit.record("second_factor.reset", by=by, on=member)


@transaction.atomic
def _keep_app(member: User, secret: str, **noted: int) -> None:
    User.objects.select_for_update().get(pk=member.pk)
    Authenticator.objects.filter(user=member, type=access.APP).delete()
    with factors_of(member):
        kept = TOTP.activate(member, secret).instance
    kept.data |= noted
    kept.save(update_fields=["data"])
    if access.recovery_of(member) is None:
        _make_recovery_codes(member)


def _make_recovery_codes(member: User) -> None:
    with factors_of(member):
        RecoveryCodes.activate(member)
    audit.record("recovery_codes.made", by=member, on=member)


def _uses(member: User, kept: Authenticator, typed: str) -> bool:
    with factors_of(member):
        if kept.type == access.APP:
            return _uses_step(kept, typed)
        if not RecoveryCodes(kept).validate_code(typed):
            return False
    audit.record("recovery_code.used", by=member, on=member)
    return True


def _uses_step(kept: Authenticator, typed: str) -> bool:
    step = codes.fitting_step(decrypt(kept.data["secret"]), typed, after=kept.data.get(codes.LAST_STEP, 0))
    if step is None:
        return False
    kept.data[codes.LAST_STEP] = step
    kept.last_used_at = now()
    kept.save(update_fields=["data", "last_used_at"])
    return True
