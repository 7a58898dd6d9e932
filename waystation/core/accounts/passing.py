"""From the password to a whole sign-in: which page comes next, and the moment at which somebody is signed in."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from waystation.core import actions
from waystation.core.accounts import access, half
from waystation.core.accounts.half import Half
from waystation.core.keys import session
from waystation.core.models import User

A_YEAR = 365 * 24 * 3600
BACKEND = "django.contrib.auth.backends.ModelBackend"
View = Callable[[HttpRequest, Half, User], HttpResponse]


def half_signed_in(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let only those through whose password fitted a moment ago; everybody else begins at the beginning."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect("core:home")
        begun = half.of(request)
        return begin_again(request) if begun is None else view(request, *begun)

    return guarded


def begin_again(request: HttpRequest) -> HttpResponse:
    """Lead to the beginning; say why where something had begun."""
    if half.IN_SESSION in request.session:
        request.session.flush()
        messages.info(request, _("That took too long, or too many codes did not fit. Sign in again."))
    return redirect("core:sign_in")


def go_on(request: HttpRequest, begun: tuple[Half, User] | None) -> HttpResponse:
    """Lead to the next step, or finish; the pages speak the person's language from here on."""
    if begun is None:
        return begin_again(request)
    kept, member = begun
    half.keep(request, kept)
    step = _next_step(kept, member)
    response = redirect(step) if step else _finish(request, kept, member)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        member.language,
        max_age=A_YEAR,
        samesite="Strict",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _next_step(kept: Half, member: User) -> str:
    if not kept.passed:
        return "accounts:second" if access.has_second_factor(member) else "accounts:enrol"
    return "" if access.is_complete(member) else "accounts:first_codes"


@transaction.atomic
def _finish(request: HttpRequest, kept: Half, member: User) -> HttpResponse:
    """Sign the person in: the only place where that happens."""
    half.end(request)
    login(request, member, backend=BACKEND)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)
    actions.note_sign_in(member)
    session.begin(request, member, kept.sealed_key)
    return redirect(kept.next)
