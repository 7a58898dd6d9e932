"""Setting up a second factor: the first time halfway through signing in, later from the account's own page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from waystation.core.accounts import access, half, passkeys
from waystation.core.accounts.actions import second_factor
from waystation.core.accounts.adapter import factors_of
from waystation.core.accounts.forms import NewAppForm
from waystation.core.accounts.passing import go_on, half_signed_in
from waystation.core.accounts.setting_up import added_app, added_passkey, app_to_show, passkey_to_create, secret_of
from waystation.core.models import User


@login_not_required
@require_safe
@never_cache
@half_signed_in
def enrol(request: HttpRequest, begun: half.Half, member: User) -> HttpResponse:
    """Say why a second factor is needed, and lead to setting one up."""
    if _is_over(begun, member):
        return go_on(request, (begun, member))
    return render(request, "accounts/enrol.html", {"passkeys": passkeys.are_possible(request)})


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@half_signed_in
def first_app(request: HttpRequest, begun: half.Half, member: User) -> HttpResponse:
    """Set up the first app, halfway through signing in. Whoever has a second factor already shows that instead."""
    if _is_over(begun, member):
        return go_on(request, (begun, member))
    with factors_of(member):
        secret = secret_of(request)
        form = NewAppForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and added_app(request, member, secret, form):
            begun.passed = True
            return go_on(request, (begun, member))
        return render(request, "accounts/new_app.html", {"form": form, **app_to_show(member, secret)})


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@half_signed_in
def first_passkey(request: HttpRequest, begun: half.Half, member: User) -> HttpResponse:
    """Set up a passkey as the first second factor, under the same conditions as an app."""
    if _is_over(begun, member):
        return go_on(request, (begun, member))
    if added_passkey(request, member):
        begun.passed = True
        return go_on(request, (begun, member))
    return render(request, "accounts/new_passkey.html", passkey_to_create(request, member))


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
@half_signed_in
def first_codes(request: HttpRequest, begun: half.Half, member: User) -> HttpResponse:
    """Show the recovery codes; go on when the person has written them down."""
    if not begun.passed or access.is_complete(member):
        return go_on(request, (begun, member))
    if request.method == "POST":
        second_factor.note_recovery_codes(member)
        return go_on(request, (begun, member))
    return render(request, "accounts/codes.html", {"codes": access.recovery_codes_of(member), "first": True})


def _is_over(begun: half.Half, member: User) -> bool:
    """Say whether there is nothing to set up here: it was done, or the person has to show what they have."""
    return begun.passed or access.has_second_factor(member)
