"""Pages of retention: the schedule, what is due, legal holds, erasing a person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core import audit
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.errors import ActionRefused
from waystation.core.retention import access, jobs, schedule, showing
from waystation.core.retention.actions import erasing, holding, purging, scheduling
from waystation.core.retention.along import originals_of
from waystation.core.retention.exporting import export_person
from waystation.core.retention.forms import ErasureForm, HoldForm, RuleForm, TakeHomeForm
from waystation.core.retention.kinds import kinds
from waystation.core.retention.models import Purge
from waystation.core.rights import Right
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.staff import keyring
from waystation.ui.streamed import Streamed


@needs(Right.MANAGE_RETENTION)
@require_safe
@never_cache
def retention(request: StaffRequest) -> HttpResponse:
    """Show the schedule, what waits for approval, the holds and the erasures."""
    return render(request, "retention/retention.html", showing.overview(request.user, keyring()))


@needs(Right.MANAGE_RETENTION)
@require_http_methods(["GET", "POST"])
@never_cache
def rule(request: StaffRequest, rule: str) -> HttpResponse:
    """Say for how long a kind is kept."""
    if rule not in kinds():
        raise Http404
    found = schedule.rule(request.user.organisation, rule)
    given = request.POST if request.method == "POST" else None
    form = RuleForm(given, kind=found.kind, initial={"keep_months": found.keep_months})
    if form.is_valid():
        try:
            scheduling.change_rule(found.kind, form.cleaned_data["keep_months"], by=request.user)
        except ActionRefused as refusal:
            form.add_error("keep_months", str(refusal))
        else:
            messages.success(request, _("The rule is changed. Nothing is destroyed before somebody approves it."))
            return redirect("retention:retention")
    history = showing.history(request.user, found)
    return render(request, "retention/rule.html", {"rule": found, "form": form, "history": history})


@needs(Right.MANAGE_RETENTION)
@require_POST
def propose(request: StaffRequest) -> HttpResponse:
    """Look what is due now."""
    found = purging.propose(request.user.organisation, by=request.user)
    if found is None:
        messages.success(request, _("Nothing is due today."))
        return redirect("retention:retention")
    return redirect(found)


@needs(Right.MANAGE_RETENTION)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def purge(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show what is due, take the approval or the refusal, and report what was done."""
    found = access.purge_for(request.user, code)
    if request.method == "POST":
        return _settle(request, found)
    return render(request, "retention/purge.html", showing.purge(found, request.user))


def _settle(request: StaffRequest, found: Purge) -> HttpResponse:
    try:
        if "approve" in request.POST:
            purging.approve(found, by=request.user)
            jobs.purge.enqueue(str(found.code))
        else:
            purging.refuse(found, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


@needs(Right.MANAGE_RETENTION)
@require_http_methods(["GET", "POST"])
@never_cache
def hold(request: StaffRequest, of: str, code: UUID) -> HttpResponse:
    """Lay a hold on a person or a case."""
    record = access.record_for(request.user, of, code)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        laid = form.instance
        laid.of, laid.on_code = of, code
        try:
            holding.lay_hold(laid, form.cleaned_data["reason"], keyring(), by=request.user)
        except ActionRefused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("The hold is laid. Nothing of it is destroyed until the hold is lifted."))
            return redirect("retention:retention")
    return render(request, "retention/hold.html", {"form": form, "record": record, "of": of})


@needs(Right.MANAGE_RETENTION)
@require_POST
def lift(request: StaffRequest, code: UUID) -> HttpResponse:
    try:
        holding.lift_hold(access.hold_for(request.user, code), by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The hold is lifted. The schedule runs again."))
    return redirect("retention:retention")


@needs(Right.ERASE_PERSON)
@require_http_methods(["GET", "POST"])
@never_cache
def ask(request: StaffRequest, code: UUID) -> HttpResponse:
    """Say what will be gone, and ask for a person's erasure."""
    person = access.record_for(request.user, "person", code)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = erasing.ask_erasure(code, form.cleaned_data["ground"], by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(asked)
    else:
        audit.opened(person, by=request.user)
    context = {"person": person, "form": form, **showing.consequences(code, request.user)}
    return render(request, "retention/ask.html", context)


@needs(Right.ERASE_PERSON)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def erasure(request: StaffRequest, code: UUID) -> HttpResponse:
    """Take the second person's answer, and report what was done."""
    found = access.erasure_for(request.user, code)
    if request.method == "POST":
        try:
            act: Any = erasing.erase if "agree" in request.POST else erasing.withdraw_erasure
            act(found, by=request.user)
        except ActionRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(found)
    return render(request, "retention/erasure.html", showing.erasure(found, request.user))


@needs(Right.EXPORT_PERSON)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def take_home(request: StaffRequest, code: UUID) -> HttpResponseBase:
    """Hand out everything held about a person, in the person's language."""
    person = access.record_for(request.user, "person", code)
    try:
        files = [(each.code, each.title) for each in originals_of(person, keyring(), request.user)]
    except CannotOpen:
        files = []
    form = TakeHomeForm(request.POST if request.method == "POST" else None, files=files)
    if form.is_valid():
        stay = {file for file, _title in files} - set(form.cleaned_data["documents"])
        language = form.cleaned_data["language"]
        try:
            pieces = export_person(person, keyring(), language, by=request.user, without_files=stay)
        except CannotOpen:
            form.add_error(None, _("Your keys do not open everything about this person: ask a colleague."))
        else:
            named = {"Content-Disposition": f'attachment; filename="{str(code)[:8]}.zip"'}
            return Streamed(pieces, content_type="application/zip", headers=named)
    if files:
        audit.record("list.opened", by=request.user, on=person, records="documents", count=len(files))
    return render(request, "retention/take_home.html", {"person": person, "form": form})
