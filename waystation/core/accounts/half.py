"""A sign-in that is half done: the password fitted, the second factor is still to come. Nobody is signed in yet.

The person's key rests sealed in the session, its secret in the cookie; it opens nothing before the sign-in is whole.
"""

import time
from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from waystation.core.models import User

IN_SESSION = "half_signed_in"
LASTS_SECONDS = 600
MOST_TRIES = 5


@dataclass
class Half:
    """Whose sign-in it is, since when, where it leads, and whether the second factor was shown."""

    member: int
    mark: str
    began_at: float
    next: str
    sealed_key: str
    passed: bool = False
    tries: int = 0


def begin(request: HttpRequest, member: User, *, leads_to: str, sealed_key: str) -> None:
    """Note in a fresh session that the password fitted."""
    request.session.flush()
    half = Half(member.pk, member.get_session_auth_hash(), time.time(), leads_to, sealed_key)
    keep(request, half)
    request.session.set_expiry(LASTS_SECONDS)


def keep(request: HttpRequest, half: Half) -> None:
    request.session[IN_SESSION] = asdict(half)


def end(request: HttpRequest) -> None:
    request.session.pop(IN_SESSION, None)


def of(request: HttpRequest) -> tuple[Half, User] | None:
    """Return the half sign-in and whose it is; None when there is none, or its time or the password is over."""
    kept = request.session.get(IN_SESSION)
    if not kept:
        return None
    half = Half(**kept)
    member = User.objects.filter(pk=half.member, is_active=True).select_related("organisation").first()
    fresh = time.time() - half.began_at < LASTS_SECONDS and half.tries < MOST_TRIES
    if member is None or not fresh or not constant_time_compare(half.mark, member.get_session_auth_hash()):
        return None
    return half, member
