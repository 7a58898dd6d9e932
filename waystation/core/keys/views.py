"""The page of keys: which vaults there are, who holds them, who waits; letting in and rotating."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.keys import access, actions, rotation, showing
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
@confirmed
def keys(request: StaffRequest) -> HttpResponse:
    state = access.state_for(request.user)
    context = {"state": state, "waiting": showing.waiting(state), "table": showing.table(request.user)}
    return render(request, "keys/keys.html", context)


@needs(Right.READ_FIGURES)
@require_POST
@confirmed
def let_in(request: StaffRequest) -> HttpResponse:
    """Give the keys this person holds to every colleague who waits for them."""
    given = sum(bool(actions.let_in(waits.member, keyring(), by=request.user)) for waits in _state(request).to_let_in)
    said = ngettext("%(count)s colleague was given a key.", "%(count)s colleagues were given a key.", given)
    messages.success(request, said % {"count": given})
    return redirect("keys:keys")


@needs(Right.READ_FIGURES)
@require_POST
@confirmed
def rotate(request: StaffRequest) -> HttpResponse:
    """Give a new key to every vault that needs one and whose key this person holds; go on with what was interrupted."""
    state, ring, records = _state(request), keyring(), 0
    for vault in state.to_rotate:
        ring = rotation.begin(vault, ring, by=request.user)
    for retired in access.to_empty(request.user.organisation):
        if ring.holds(retired.name):
            records += rotation.finish(retired, ring, by=request.user)
    messages.success(request, _("The vaults have new keys; %(count)s records were wrapped anew.") % {"count": records})
    return redirect("keys:keys")


def _state(request: StaffRequest) -> access.State:
    return access.state_for(request.user)
