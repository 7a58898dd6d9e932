"""Pages of guests: what is shared with them, one record to read, and sharing a case with a guest."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from waystation.cases.guests import access, actions, showing
from waystation.cases.guests.forms import GuestForm
from waystation.cases.permits import Permit
from waystation.cases.sharing.access import case_to_decide
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.core.sealing.staff import keyring


@needs(Right.READ_SHARED)
@require_safe
@never_cache
def shared(request: StaffRequest) -> HttpResponse:
    """List what is shared with this guest now."""
    return render(request, "guests/shared.html", {"cards": showing.cards(access.shares_for(request.user), keyring())})


@needs(Right.READ_SHARED)
@require_safe
@never_cache
def record(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show one shared case and its person, to read."""
    found = access.share_for(request.user, code)
    context = {"share": found, "until": showing.last_day(found), **showing.record(found.case, keyring())}
    return render(request, "guests/record.html", context)


@sensitive_post_parameters()
@needs(Right.LET_GUEST_SEE, Kind.CASES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirmed
def share(request: StaffRequest, code: UUID) -> HttpResponse:
    """Say what a guest would read, ask which guest and until when, and share the case."""
    found = case_to_decide(request.user, code)
    form = GuestForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        answers = form.cleaned_data
        permit = Permit(case=found, member=answers["guest"], until=answers["until"])
        try:
            actions.share(permit, answers["reason"], keyring(), by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The guest may read the case now."))
            return redirect("guests:share", code)
    shares = [(each, showing.last_day(each)) for each in access.shares_of(found)]
    context = {"case": found, "form": form, "shares": shares, "guests": access.guests_for(request.user)}
    return render(request, "guests/share.html", context)
