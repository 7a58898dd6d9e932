"""Reports from outside: read, answered, made into a contact; and who is named on the form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.cases.access import case_seen
from waystation.cases.documents.actions import attach
from waystation.cases.listing import said
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.outlets.checking import check_data, check_stream
from waystation.core.rights import Kind, Right, vaults_of
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.records import open_text, shown_text
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import SOS_LINE
from waystation.intake.desk import actions
from waystation.intake.desk.access import content_of, read_as_draft, report_file_for, report_for, reports_for
from waystation.intake.desk.forms import NamesForm, ReplyForm
from waystation.intake.desk.lists import report_table
from waystation.intake.desk.models import Report
from waystation.ui.tables import Link, Tag

PAGE_REPORTS = 50


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_safe
@never_cache
def reports(request: StaffRequest) -> HttpResponse:
    """List every report, those that wait before the others."""
    known = reports_for(request.user).order_by("-waiting", "-arrived_on", "-pk").select_related("taken_by")
    page = Paginator(known, PAGE_REPORTS).get_page(request.GET.get("page"))
    context = {"page": page, "table": report_table(page.object_list), "query": request.GET}
    return render(request, "desk/reports.html", {**context, "may_name": request.user.may(Right.EDIT_QUESTIONS)})


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show what was reported and what was said since, and ask for the answer."""
    found = report_for(request.user, code)
    actions.wrap_inside([found, *found.messages.all(), *found.files.all()], keyring())
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.answer_report(found, form.cleaned_data["text"], keyring(), by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answer is sealed and on its way. The reporter finds it with the code."))
            return redirect(found)
    return render(request, "desk/report.html", {"report": found, "form": form, **_shown(found, request.user)})


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def put_away(request: StaffRequest, code: UUID) -> HttpResponse:
    try:
        actions.put_away(report_for(request.user, code), by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The report is put away. It comes back when something is added."))
    return redirect("desk:desk")


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_POST
def to_contact(request: StaffRequest, code: UUID) -> HttpResponse:
    """Begin a contact that holds already what the report tells."""
    found = report_for(request.user, code)
    try:
        draft = actions.begin_contact(found, read_as_draft(found, keyring()), keyring(), by=request.user)
    except (ActionRefused, CannotOpen) as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    return redirect("desk:answer", draft.code)


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_safe
@confirmed_for_file
@never_cache
def report_file(request: StaffRequest, code: UUID) -> HttpResponseBase:
    """Hand out one file of a report, as it came."""
    found = report_file_for(request.user, code)
    try:
        content, name = content_of(found, keyring()), open_text(found, "name", keyring())
    except CannotOpen as why:
        messages.warning(request, str(why))
        return redirect(found.report)
    house = request.user.organisation_id
    check_data({_("the name of the file"): name}, house)
    check_stream(content_of(found, keyring()), "utf-8", house)
    headers = {"Content-Disposition": str(content_disposition_header(True, name or "file"))}  # noqa: FBT003  as Django has it
    return StreamingHttpResponse(content, content_type="application/octet-stream", headers=headers)


@needs(Right.KEEP_DOCUMENTS, Kind.CONTACTS)
@require_POST
def keep_file(request: StaffRequest, code: UUID) -> HttpResponse:
    """Put one file of a report among the documents of the case that the report led to."""
    found = report_file_for(request.user, code)
    contact = found.report.contact
    case = case_seen(request.user, contact.case) if contact else None
    if case is None:
        messages.warning(request, _("Open a case from this report first. Then its files can be kept with the case."))
        return redirect(found.report)
    try:
        document = attach(case, content_of(found, keyring()), name=open_text(found, "name", keyring()), by=request.user)
    except (ActionRefused, CannotOpen) as refusal:
        messages.warning(request, str(refusal))
        return redirect(found.report)
    messages.success(request, _("The file is among the documents of the case now."))
    return redirect(document)


@needs(Right.EDIT_QUESTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def names(request: StaffRequest) -> HttpResponse:
    """Say who is named on the report form, so that a reporter can keep a report from them."""
    members = User.objects.filter(organisation=request.user.organisation, is_active=True).order_by("display_name")
    reading = [member for member in members if SOS_LINE in vaults_of(member.role) and member.may(Right.ANSWER_LINE)]
    form = NamesForm(reading, request.POST if request.method == "POST" else None)
    if form.is_valid():
        for member, label in form.changes():
            actions.name_outside(member, label, by=request.user)
        messages.success(request, _("Saved. The form outside shows these names within a minute."))
        return redirect("desk:names")
    return render(request, "desk/names.html", {"form": form})


def _shown(report: Report, user: User) -> dict[str, Any]:
    keys = keyring()
    told: list[tuple[str, object]] = [
        (label, shown_text(report, column, keys) or None) for column, label in _told_columns()
    ]
    never = shown_text(report, "never_leave", keys)
    told.append((_("Messages"), Tag(_("never leave a message"), "danger") if never == "yes" else _("may be left")))
    lines = [(each, shown_text(each, "text", keys)) for each in report.messages.select_related("written_by")]
    files = [
        (each, shown_text(each, "name", keys), shown_text(each, "size", keys))
        for each in report.files.filter(record_key__isnull=False)
    ]
    contact = report.contact
    may_keep = user.may(Right.KEEP_DOCUMENTS) and contact is not None and case_seen(user, contact.case) is not None
    return {"told": told, "facts": _facts(report), "lines": lines, "files": files, "may_keep": may_keep}


def _told_columns() -> tuple[tuple[str, str], ...]:
    return (
        ("told", _("What happened")),
        ("place", _("Where")),
        ("in_danger", _("Who is in danger")),
        ("reach", _("How to reach them")),
        ("safe_times", _("When and how it is safe")),
    )


def _facts(report: Report) -> list[tuple[str, object]]:
    contact = report.contact
    return [
        (_("Day"), report.arrived_on),
        (_("Language"), said("language", report.language)),
        (_("Must not reach"), ", ".join(str(member) for member in report.kept_from.all()) or _("nobody named")),
        (_("Taken by"), str(report.taken_by) if report.taken_by else _("nobody yet")),
        (_("Contact"), Link(_("Contact made of it"), contact.get_absolute_url()) if contact else _("none")),
    ]
