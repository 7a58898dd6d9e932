"""Ends sessions that lasted too long, that nobody used, or that were ended elsewhere; what was typed is kept."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from waystation.core.accounts import keeping, limits, sessions
from waystation.core.accounts.actions import visits
from waystation.core.accounts.models import Visit
from waystation.core.keys import session as vault_session


class OpenSessions:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            response = self.get_response(request)
            if request.user.is_authenticated:
                keeping.remember_whose(request, response)
            return response
        visit = sessions.of(request)
        why = _over(visit)
        if visit is None or why:
            request.was = keeping.whose_is(request.user)  # type: ignore[attr-defined]
            logout(request)
            messages.info(request, why)
            response = self.get_response(request)
            vault_session.end(request, response)
            return response
        request.visit = visit  # type: ignore[attr-defined]
        if is_of_a_person(request):
            visits.touch(visit)
        return self._open(request)

    def _open(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.user.is_authenticated:
            keeping.forget_all(request, response)
            return response
        keeping.remember_whose(request, response)
        kept_before = keeping.COOKIE in request.COOKIES and keeping.COOKIE not in response.cookies
        return keeping.give_back(request, response) if kept_before else response


class SignInFirst(LoginRequiredMiddleware):
    """Leads whoever is not signed in to the sign-in page, and back to the page they were on with what they typed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        page = keeping.page_of(request)
        response = redirect_to_login(page, reverse("core:sign_in"))
        if keeping.keep(request, response, getattr(request, "was", "") or keeping.whose_was(request), page):
            messages.info(request, keeping.said())
        return response


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
