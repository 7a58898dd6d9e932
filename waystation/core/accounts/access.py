"""What somebody signs in with, and whether it is complete."""

from collections.abc import Sequence
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db.models import QuerySet

from waystation.core.accounts import adapter, codes
from waystation.core.accounts.models import Visit
from waystation.core.models import User

APP, PASSKEY, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
NOTED = "viewed_at"


def factors_of(member: User) -> Sequence[Authenticator]:
    """Return the member's second factors, recovery codes left out."""
    kept = Authenticator.objects.filter(user=member, type__in=[APP, PASSKEY]).select_related("user__organisation")
    return list(kept.order_by("created_at", "pk"))


def app_of(member: User) -> Authenticator | None:
    return next((kept for kept in factors_of(member) if kept.type == APP), None)


def passkeys_of(member: User) -> Sequence[Authenticator]:
    return [kept for kept in factors_of(member) if kept.type == PASSKEY]


def recovery_of(member: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=member, type=RECOVERY).first()
    return found


def has_second_factor(member: User) -> bool:
    return bool(factors_of(member))


def is_complete(member: User) -> bool:
    """Say whether the member has a second factor, and noted the recovery codes for the day it is lost."""
    codes = recovery_of(member)
    return has_second_factor(member) and codes is not None and NOTED in codes.data


def recovery_codes_of(member: User) -> Sequence[str]:
    """Return the codes not used yet, in two groups of five."""
    kept = recovery_of(member)
    if kept is None:
        return ()
    with adapter.factors_of(member):
        return [f"{code[:5]} {code[5:]}" for code in RecoveryCodes(kept).get_unused_codes()]


def demonstration_code(member: User) -> str | None:
    """Return the code an invented app shows now, empty when one has to wait; None for everybody real."""
    app = app_of(member)
    if not member.organisation.invented or app is None or codes.INVENTED not in app.data:
        return None
    return codes.next_code(app)


def visits_of(member: User) -> "QuerySet[Visit]":
    """Return the sessions of this member that are open, the newest first."""
    found: QuerySet[Visit] = Visit.objects.filter(member=member).order_by("-seen_at", "-pk")
    return found


def own_visit(member: User, code: str) -> Visit | None:
    """Return the member's own session with this code, which a form sent."""
    try:
        return visits_of(member).filter(code=UUID(code)).first()
    except ValueError:
        return None
