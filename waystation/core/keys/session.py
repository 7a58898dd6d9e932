"""A session opens vaults with two halves: the person's key rests in it under a secret that only the cookie has."""

import base64
import os
from contextlib import nullcontext
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from waystation.core.keys import access, actions, renewing
from waystation.core.models import User
from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen, Key, Place, seal, unseal
from waystation.core.sealing.staff import LOCKED, unlocked
from waystation.core.sealing.vaults import Keyring

COOKIE = "waystation_staff_vault"
IN_SESSION = "sealed_key"
NEW_SECRET = "_new_vault_secret"  # noqa: S105  the name of an attribute


def hold(request: HttpRequest, user: User, password: str) -> str:
    """Wake the person's key and return it sealed under a secret that goes to the cookie; forget the password then.

    Call it once the password was found right. A key that this password does not open stays locked, and the person
    is told. Nothing is open yet: `begin` does that, once the second factor was shown.
    """
    try:
        private = access.private_of(user, password)
    except CannotOpen:
        messages.warning(
            request, _("Your password does not open your key, so sealed texts stay locked. Ask a coordinator.")
        )
        return ""
    if private is None:
        private = actions.make_staff_keys(user, password)
    secret = Key(os.urandom(KEY_BYTES))
    setattr(request, NEW_SECRET, secret)
    return base64.b64encode(seal(private.private_bytes_raw(), secret, _place(user.code))).decode()


def begin(request: HttpRequest, user: User, sealed: str) -> None:
    """Let the session of somebody who has just signed in open what they hold a key to."""
    if sealed:
        request.session[IN_SESSION] = sealed
        ring = _opened(request)
        actions.complete_recovery_copies(user.organisation, ring)
        renewing.renew(ring, by=user)


def end(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget the key on both sides."""
    request.session.pop(IN_SESSION, None)
    response.delete_cookie(COOKIE, samesite="Strict")


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Hand the secret of a session that has just begun to its cookie."""
    secret: Key | None = getattr(request, NEW_SECRET, None)
    if secret is not None:
        value = base64.urlsafe_b64encode(secret.secret()).decode()
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, value, httponly=True, samesite="Strict", secure=secure)


def keyring_of(request: HttpRequest) -> Keyring:
    """Return what the session unlocks; nothing when either half is missing or changed. Opened once a request."""
    known: Keyring | None = getattr(request, "_keyring", None)
    if known is None:
        known = _opened(request)
        request._keyring = known  # type: ignore[attr-defined]
    return known


def unlocking(request: HttpRequest) -> Any:
    """Return the context in which the request's view runs."""
    if IN_SESSION not in request.session:
        return nullcontext()
    return unlocked(lambda: keyring_of(request))


def _opened(request: HttpRequest) -> Keyring:
    user, sealed = request.user, request.session.get(IN_SESSION)
    if not isinstance(user, User) or not sealed:
        return LOCKED
    try:
        private = X25519PrivateKey.from_private_bytes(
            unseal(base64.b64decode(sealed), _secret(request), _place(user.code))
        )
    except (CannotOpen, ValueError):
        return LOCKED
    return access.keyring_of(user, private)


def _secret(request: HttpRequest) -> Key:
    new: Key | None = getattr(request, NEW_SECRET, None)
    return new or Key(base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, "")))


def _place(code: object) -> Place:
    return Place("keys", "session", "private", str(code))
