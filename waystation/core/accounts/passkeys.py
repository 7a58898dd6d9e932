"""Passkeys: what the browser is asked, and reading what it answered."""

import json
from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from waystation.core.accounts import access
from waystation.core.accounts.adapter import factors_of
from waystation.core.models import User


def are_possible(request: HttpRequest) -> bool:
    """Say whether this address can have passkeys: they belong to a name, never to a bare number."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return True
    return False


def to_create(member: User) -> str:
    """Return what the browser is asked for a new passkey; the challenge is kept in the session."""
    with factors_of(member):
        return json.dumps(auth.begin_registration(member, passwordless=False))


def to_show(request: HttpRequest, member: User) -> dict[str, Any]:
    """Return what the browser is asked for one of the member's passkeys; nothing where there is none."""
    if not are_possible(request) or not access.passkeys_of(member):
        return {}
    with factors_of(member):
        return {"passkey_options": json.dumps(auth.begin_authentication(member))}


def created(member: User, answered: str) -> dict[str, Any] | None:
    """Return the new passkey if the answer is one to our challenge."""
    try:
        credential: dict[str, Any] = json.loads(answered)
        with factors_of(member):
            auth.parse_registration_response(credential)
            auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return credential


def shown(member: User, answered: str) -> Authenticator | None:
    """Return the member's passkey that signed our challenge; each challenge is answered once."""
    try:
        credential = json.loads(answered)
        with factors_of(member):
            auth.parse_authentication_response(credential)
            found: Authenticator = auth.complete_authentication(member, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return found
