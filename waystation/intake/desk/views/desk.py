"""The desk: one page for whoever is on shift, and the keys of empty calls."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waystation import vocab
from waystation.cases.listing import said
from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.intake.desk import actions
from waystation.intake.desk.access import callbacks_for, contact_for, contacts_for, drafts_for, reports_for
from waystation.intake.desk.lists import callback_table, report_table, today_table

EMPTY_CALLS = {"silent": "s", "hang_up": "h", "prank": "p", "wrong_number": "w"}


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_safe
@never_cache
def desk(request: StaffRequest) -> HttpResponse:
    start = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = contacts_for(request.user).filter(at__gte=start).order_by("-at")
    waiting = callbacks_for(request.user).open().select_related("contact")
    context = {
        "drafts": drafts_for(request.user),
        "empty_calls": [(code, said("empty_call", code), key) for code, key in EMPTY_CALLS.items()],
        "callbacks": callback_table(waiting, now()),
        "today": today_table(today),
        "reports": report_table(reports_for(request.user).waiting().order_by("arrived_on", "pk")),
        "may_edit": request.user.may(Right.EDIT_QUESTIONS),
        "undo": request.session.pop("empty_call", None),
    }
    return render(request, "desk/desk.html", context)


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def empty_call(request: StaffRequest, call: str) -> HttpResponse:
    """Record a call in which nobody asked for anything, with one key."""
    if call not in vocab.code_list("empty_call"):
        messages.warning(request, _("There is no such kind of call. Choose one of the four."))
        return redirect("desk:desk")
    contact = actions.record_empty_call(call, by=request.user)
    request.session["empty_call"] = str(contact.code)
    messages.success(request, _("Recorded: %(kind)s.") % {"kind": said("empty_call", call)})
    return redirect("desk:desk")


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def take_back(request: StaffRequest, code: UUID) -> HttpResponse:
    """Undo an empty call."""
    try:
        actions.take_back(contact_for(request.user, code), by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The call is taken back."))
    return redirect("desk:desk")
