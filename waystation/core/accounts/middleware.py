"""Ends sessions that lasted too long, that nobody used, or that were ended from another device."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from waystation.core.accounts import limits, sessions
from waystation.core.accounts.actions import visits
from waystation.core.accounts.models import Visit
from waystation.core.keys import session as vault_session


class OpenSessions:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        visit = sessions.of(request)
        why = _over(visit)
        if visit is None or why:
            logout(request)
            messages.info(request, why)
            response = self.get_response(request)
            vault_session.end(request, response)
            return response
        request.visit = visit  # type: ignore[attr-defined]
        if is_of_a_person(request):
            visits.touch(visit)
        return self.get_response(request)


def is_of_a_person(request: HttpRequest) -> bool:
    """Say whether somebody did something: a page that looks by itself how a job goes keeps no session open."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _over(visit: Visit | None) -> str:
    """Say why the session is over; nothing when it goes on."""
    if visit is None:
        return _("This session was ended, here or from another device. Sign in again.")
    if limits.is_too_old(visit):
        return _("After twelve hours everybody signs in again. You come back to the page you were on.")
    if limits.is_idle(visit):
        return _("Nobody did anything here for a quarter of an hour. Sign in again: you come back to this page.")
    return ""
