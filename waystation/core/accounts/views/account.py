"""A person's own account: where they are signed in, and what they sign in with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest
from waystation.core.accounts import access, devices, passkeys, sessions
from waystation.core.accounts.actions import second_factor, visits
from waystation.core.accounts.adapter import factors_of
from waystation.core.accounts.confirming import confirmed
from waystation.core.accounts.forms import NewAppForm
from waystation.core.accounts.setting_up import added_app, added_passkey, app_to_show, passkey_to_create, secret_of
from waystation.core.errors import ActionRefused


@require_safe
@never_cache
def account(request: StaffRequest) -> HttpResponse:
    here = sessions.of(request)
    open_ones = [(each, devices.name_of(each.device), each == here) for each in access.visits_of(request.user)]
    context = {"visits": open_ones, "app": access.app_of(request.user), "passkeys": access.passkeys_of(request.user)}
    context |= {"may_have_passkeys": passkeys.are_possible(request)}
    return render(request, "accounts/account.html", {**context, "left": len(access.recovery_codes_of(request.user))})


@require_POST
def end_visit(request: StaffRequest) -> HttpResponse:
    """End one of the person's own sessions; anybody else's is answered like one that is over."""
    visit = access.own_visit(request.user, request.POST.get("visit", ""))
    if visit is None:
        messages.info(request, _("That session is over already."))
    else:
        visits.end(visit, by=request.user)
        messages.success(request, _("That device is signed out."))
    return redirect("accounts:account")


@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    ended = visits.end_all(request.user, by=request.user, but=sessions.of(request))
    said = ngettext("%(count)s other device is signed out.", "%(count)s other devices are signed out.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("accounts:account")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def change_app(request: StaffRequest) -> HttpResponse:
    """Set an app up in the place of the one there is."""
    with factors_of(request.user):
        secret = secret_of(request)
        form = NewAppForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and added_app(request, request.user, secret, form):
            messages.success(request, _("The new app is in force; the old one shows codes that fit no more."))
            return redirect("accounts:account")
        return render(request, "accounts/new_app.html", {"form": form, **app_to_show(request.user, secret)})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def add_passkey(request: StaffRequest) -> HttpResponse:
    if added_passkey(request, request.user):
        messages.success(request, _("The passkey is kept: sign in with it from now on."))
        return redirect("accounts:account")
    return render(request, "accounts/new_passkey.html", passkey_to_create(request, request.user))


@require_POST
@confirmed
def remove_passkey(request: StaffRequest) -> HttpResponse:
    """Forget one of the person's own passkeys."""
    number = request.POST.get("passkey", "")
    try:
        second_factor.remove_passkey(request.user, int(number) if number.isdecimal() else 0)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The passkey is forgotten."))
    return redirect("accounts:account")


@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def new_codes(request: StaffRequest) -> HttpResponse:
    """Say what will be gone; on POST make the codes anew and show them."""
    if request.method == "GET":
        return render(request, "accounts/new_codes.html")
    second_factor.renew_recovery_codes(request.user)
    return render(request, "accounts/codes.html", {"codes": access.recovery_codes_of(request.user)})


@require_POST
def codes_kept(request: StaffRequest) -> HttpResponse:
    second_factor.note_recovery_codes(request.user)
    return redirect("accounts:account")
