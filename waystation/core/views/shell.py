"""What needs doing, and the choices of this computer: language and theme."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waystation.core import actions
from waystation.core.models import User
from waystation.core.signposts import menu, waiting_for
from waystation.ui.templatetags.ui import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs doing; whose menu has no such page, such as a guest, begins on the first one it has."""
    first = menu(request)["menu"][0].url_name
    if first != "core:home":
        return redirect(first)
    waiting = sorted(waiting_for(request.user), key=lambda thing: (not thing.urgent, -thing.count))
    return render(request, "core/home.html", {"waiting": waiting, "you": _about(request.user)})


def _about(user: Any) -> list[tuple[str, str]]:
    return [
        (_("Name"), user.display_name),
        (_("Role"), user.get_role_display()),
        (_("Organisation"), user.organisation.name),
    ]


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    response = _back(request)
    if language not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, User):
        actions.choose_language(request.user, language)
    return _remember(response, settings.LANGUAGE_COOKIE_NAME, language)


@require_POST
@login_not_required
def choose_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in THEMES:
        return _remember(response, THEME_COOKIE, theme)
    response.delete_cookie(THEME_COOKIE)
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to where the choice was made, if that is on this site."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked if safe else "/")


def _remember(response: HttpResponse, cookie: str, value: str) -> HttpResponse:
    response.set_cookie(
        cookie, value, max_age=A_YEAR, samesite="Strict", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response
