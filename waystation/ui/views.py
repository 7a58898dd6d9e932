"""The gallery: every component and every chart kind on one page, in any language and direction."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation import charts
from waystation.ui import gallery as specimens_of
from waystation.ui.tables import Column, sorting

SORTS = (Column("", sort="code"), Column("", sort="day"), Column("", sort="minutes"))


@require_safe
@never_cache
def gallery(request: HttpRequest) -> HttpResponse:
    """Show everything; `?language=` of any chart language, `?direction=rtl` to turn any of them."""
    _for_operators(request)
    language = _language(request)
    with translation.override(language):
        context = {
            "specimens": specimens_of.specimens(),
            "drawings": specimens_of.drawings(language),
            "languages": charts.languages(),
            "direction": request.GET.get("direction", ""),
            **specimens_of.filling(sorting(request.GET.get("sort"), SORTS, otherwise="-day")),
        }
        return render(request, "ui/gallery.html", context)


@require_safe
@never_cache
def public_specimen(request: HttpRequest) -> HttpResponse:
    """Show what the public door's pages look like; the links around it lead nowhere here."""
    _for_operators(request)
    with translation.override(_language(request)):
        return render(request, "ui/public_specimen.html", {"invented": True, "sensitive": True})


def _for_operators(request: HttpRequest) -> None:
    person: Any = request.user
    if not person.may("manage"):
        raise PermissionDenied


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    active = translation.get_language() or settings.LANGUAGE_CODE
    return asked if asked in charts.languages() else active
