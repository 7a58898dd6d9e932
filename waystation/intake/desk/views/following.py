"""What follows a contact: the call back, the same caller again, a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk import actions
from waystation.intake.desk.access import callback_for, contact_for
from waystation.intake.desk.forms import CallbackResultForm, CaseFromContactForm, EarlierForm
from waystation.intake.desk.lists import safety_of


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def callback(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show how it is safe to call, and ask what came of it."""
    found = callback_for(request.user, code)
    form = CallbackResultForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_callback(found, by=request.user, result=form.cleaned_data["result"])
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. If there was a talk, write it down as a contact of its own."))
            return redirect("desk:desk")
    return render(request, "desk/callback.html", {"callback": found, "form": form, "safety": safety_of(found)})


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def link(request: StaffRequest, code: UUID) -> HttpResponse:
    """Note that this contact and the one named came from the same caller."""
    contact, form = contact_for(request.user, code), EarlierForm(request.POST)
    if form.is_valid():
        earlier = contact_for(request.user, form.cleaned_data["earlier"])
        actions.link_callers(contact, earlier, by=request.user)
        messages.success(request, _("The contacts are linked. You can undo it on this page."))
    else:
        messages.warning(request, _("Choose the earlier contact that was of the same caller."))
    return redirect(contact)


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def unlink(request: StaffRequest, code: UUID) -> HttpResponse:
    contact = contact_for(request.user, code)
    actions.unlink_caller(contact, by=request.user)
    messages.success(request, _("The link is undone."))
    return redirect(contact)


@needs(Right.OPEN_CASE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def to_case(request: StaffRequest, code: UUID) -> HttpResponse:
    """Open a case from the contact; what it tells already is not asked again."""
    contact = contact_for(request.user, code)
    known = {name: shown_text(contact, name, keyring()) for name in ("alias", "phone")}
    form = CaseFromContactForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            programme = form.cleaned_data["programme"]
            case = actions.open_case_from(contact, form.secrets(), keyring(), by=request.user, programme=programme)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The case is open."))
            return redirect(case)
    return render(request, "desk/to_case.html", {"contact": contact, "form": form})
