"""Ties a session of the browser to the visit that is kept of it, from the moment somebody is signed in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from waystation.core.accounts import devices
from waystation.core.accounts.actions import visits
from waystation.core.accounts.models import Visit
from waystation.core.models import User

IN_SESSION = "visit"


def on_sign_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Begin the visit: Django says so whenever somebody is signed in, by whatever way."""
    visit = visits.begin(user, devices.kind_of(request.META.get("HTTP_USER_AGENT", "")))
    request.session[IN_SESSION] = str(visit.code)


def on_sign_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    visit = of(request) if user is not None else None
    if visit is not None:
        visits.close(visit)


def of(request: HttpRequest) -> Visit | None:
    """Return the visit of this session, if it is this person's and was not ended from elsewhere."""
    known: Visit | None = getattr(request, "visit", None)
    code = request.session.get(IN_SESSION)
    if known is None and code and isinstance(request.user, User):
        known = Visit.objects.filter(code=UUID(code), member=request.user.pk).first()
    return known
