"""Asking for the second factor again before something that cannot be taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waystation.core.access import StaffRequest
from waystation.core.accounts import passkeys, sessions
from waystation.core.accounts.actions import visits
from waystation.core.accounts.answering import answered, demonstration


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def confirm(request: StaffRequest) -> HttpResponse:
    """Ask, and go on where the person was."""
    leads_to, visit = _next(request), sessions.of(request)
    shown, form = answered(request, request.user)
    if visit is not None and shown:
        visits.confirm(visit)
        if request.GET.get("file"):
            return render(request, "accounts/confirmed.html", {"href": leads_to})
        return redirect(leads_to)
    context = {"form": form, **passkeys.to_show(request, request.user), **demonstration(request.user)}
    return render(request, "accounts/confirm.html", context)


def _next(request: HttpRequest) -> str:
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else reverse("core:home")
