"""Pages of who may see a case, and of broken glass."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.cases.sharing import access, actions, showing
from waystation.cases.sharing.forms import GlassForm, ShareForm
from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.core.sealing.staff import keyring

A_PAGE = 20


@needs(Right.READ_RECORDS, Kind.CASES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show who may see the case beside those in whose scope it lies, and let one colleague more see it."""
    found = access.case_to_decide(request.user, code)
    form = ShareForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            actions.let_see(found, form.cleaned_data["member"], by=request.user, until=form.cleaned_data["until"])
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The colleague may see the case now."))
            return redirect("sharing:case", code)
    permits = [(permit, showing.line_of(permit)) for permit in access.permits_of(found)]
    may = {"seals": request.user.may(Right.NAME_WHO_MAY), "guests": request.user.may(Right.LET_GUEST_SEE)}
    context = {"case": found, "form": form, "permits": permits, **may}
    return render(request, "sharing/case.html", context)


@needs(Right.NAME_WHO_MAY)
@require_POST
def seal(request: StaffRequest, code: UUID) -> HttpResponse:
    try:
        actions.seal_case(access.case_to_decide(request.user, code), by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The case is sealed. Only those named below see that it exists."))
    return redirect("sharing:case", code)


@needs(Right.NAME_WHO_MAY)
@require_POST
def unseal(request: StaffRequest, code: UUID) -> HttpResponse:
    actions.unseal_case(access.case_to_decide(request.user, code), by=request.user)
    messages.success(request, _("The case is open again to everybody in whose work it lies."))
    return redirect("sharing:case", code)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_POST
def end(request: StaffRequest, code: UUID) -> HttpResponse:
    permit = access.permit_to_end(request.user, code)
    actions.end_permit(permit, by=request.user)
    messages.success(request, _("It is ended; the case cannot be seen that way any more."))
    return redirect("sharing:glass") if permit.kind == permit.Kind.GLASS else redirect("sharing:case", permit.case.code)


@sensitive_post_parameters()
@needs(Right.BREAK_GLASS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def break_glass(request: StaffRequest) -> HttpResponse:
    """Ask for the number and the reason, and open the case for some hours."""
    form = GlassForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = form.cleaned_data
        found = access.case_by_number(request.user, answers["number"])
        if found is None:
            actions.note_wrong_number(request.user)
            form.add_error("number", _("No case has this number. Compare it sign by sign."))
        else:
            given = {"reason": answers["reason"], "hours": answers["hours"], "keyring": keyring()}
            try:
                actions.break_glass(found, by=request.user, **given)
            except ActionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The case is open to you. The coordinator has been told."))
                return redirect(found)
    return render(request, "sharing/break_glass.html", {"form": form})


@needs(Right.BREAK_GLASS)
@require_safe
@never_cache
def glass(request: StaffRequest) -> HttpResponse:
    """List broken glass, the newest first."""
    page = Paginator(access.glass_for(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": showing.glass(page, keyring()), "looks": request.user.may(Right.NAME_WHO_MAY)}
    return render(request, "sharing/glass.html", context)


@needs(Right.NAME_WHO_MAY)
@require_POST
def seen(request: StaffRequest, code: UUID) -> HttpResponse:
    """Note that a coordinator looked at it."""
    actions.note_seen(get_object_or_404(access.unseen_glass(request.user), code=code), by=request.user)
    messages.success(request, _("Noted that you looked at it."))
    return redirect("sharing:glass")
