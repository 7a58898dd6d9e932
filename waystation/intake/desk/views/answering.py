"""Writing a call down while it goes on; the draft keeps every word."""

import json
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk import actions
from waystation.intake.desk.access import drafts_for, reports_for
from waystation.intake.desk.forms import CallForm
from waystation.intake.desk.forms.answering import began_now, day_begins, typed
from waystation.intake.desk.known import earlier_contacts
from waystation.intake.desk.lists import earlier_table
from waystation.intake.desk.models import Contact


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_safe
def new(_request: StaffRequest) -> HttpResponse:
    """Begin to write a call down."""
    return redirect("desk:answer", uuid4())


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: StaffRequest, draft: str) -> HttpResponse:
    """Ask, keep, save; without scripts "Keep as a draft" does what the page otherwise does by itself."""
    code = _code(draft)
    if request.method != "POST":
        return _page(request, code, _form_of(request, code))
    form = CallForm(request.POST)
    if "keep" in request.POST:
        _keep(request, code)
        messages.success(request, _("Kept. It waits on the desk until you go on."))
        return redirect("desk:desk")
    if form.is_valid():
        try:
            return _saved(request, code, form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    _keep(request, code)
    return _page(request, code, form)


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def keep(request: StaffRequest, draft: str) -> HttpResponse:
    """Keep what was typed so far, and tell whether the caller may have called before."""
    _keep(request, _code(draft))
    return JsonResponse({"kept": True, "earlier": len(_earlier(request))})


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def forget(request: StaffRequest, draft: str) -> HttpResponse:
    actions.forget_draft(_code(draft), by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:desk")


def _code(draft: str) -> UUID:
    """Read the code that a draft bears before it is kept for the first time."""
    try:
        return UUID(draft)
    except ValueError as error:
        raise Http404 from error


def _form_of(request: StaffRequest, code: UUID) -> CallForm:
    kept = drafts_for(request.user).filter(code=code).first()
    if kept is None:
        return CallForm(initial={"began": began_now()})
    answers = json.loads(open_text(kept, "answers", keyring()) or "{}")
    flags = dict.fromkeys(("never_leave_a_message", "speak_to_nobody_else"), False)
    return CallForm(initial={**flags, **answers})


def _page(request: StaffRequest, code: UUID, form: CallForm) -> HttpResponse:
    earlier = _earlier(request) if request.method == "POST" else []
    context = {"form": form, "code": code, "earlier": earlier_table(earlier) if earlier else None}
    return render(request, "desk/answer.html", context)


def _earlier(request: StaffRequest) -> Sequence[Contact]:
    phone, alias = request.POST.get("phone", ""), request.POST.get("alias", "")
    return earlier_contacts(request.user, phone=phone, alias=alias)


def _keep(request: StaffRequest, code: UUID) -> None:
    form = CallForm(request.POST)
    began = parse_datetime(form.data.get("began", "")) or now()
    actions.keep_draft(code, typed(form), keyring(), by=request.user, begun_at=began)


@transaction.atomic
def _saved(request: StaffRequest, code: UUID, form: CallForm) -> HttpResponse:
    draft = drafts_for(request.user).filter(code=code).select_related("report").first()
    report = reports_for(request.user).filter(drafts=draft).first() if draft and draft.report_id else None
    told = form.contact()
    if report:
        told.at, told.hour_known, told.minutes = day_begins(report.arrived_on), False, None
    contact = actions.record_contact(told, form.secrets(), keyring(), by=request.user)
    if report:
        actions.name_contact(report, contact, by=request.user)
    promised = form.callback(contact)
    if promised:
        actions.promise_callback(*promised, keyring(), by=request.user)
    actions.forget_draft(code, by=request.user)
    messages.success(request, _("The contact is saved."))
    return redirect(contact)
