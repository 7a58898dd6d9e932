"""Pages of the audit trail: who looked at a record, what a colleague did, and the sheet for the person."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed, confirmed_for_file
from waystation.core.models.audit import AuditEntryQuerySet
from waystation.core.outlets.checking import check_data
from waystation.core.rights import Right
from waystation.core.trail import access, showing
from waystation.core.trail.forms import TrailFilters

A_PAGE = 50


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def everything(request: StaffRequest) -> HttpResponse:
    """Show what everybody did; to an operator the counts, to anybody else what they did themselves."""
    if not access.sees_all(request.user):
        own = reverse("core:audit_member", args=[request.user.code])
        return redirect("core:audit_counts" if request.user.may(Right.READ_AUDIT) else own)
    entries = access.all_entries(request.user)
    context = {"title": _("Who did what"), "file": reverse("core:audit_file"), "staff": access.staff_of(request.user)}
    return _listed(request, entries, {**context, "counts": reverse("core:audit_counts")})


@require_safe
@never_cache
@confirmed_for_file
def everything_file(request: StaffRequest) -> StreamingHttpResponse:
    return _file(request, access.all_entries(request.user, as_file=True), "trail")


@require_safe
@never_cache
def counts(request: StaffRequest) -> HttpResponse:
    """Show how often each thing was done, and no record."""
    table = showing.counts(access.counted(request.user))
    return render(request, "core/audit_counts.html", {"table": table, "sees_all": access.sees_all(request.user)})


@require_safe
@never_cache
def record(request: StaffRequest, kind: str, code: UUID) -> HttpResponse:
    """Show who looked at one record, and who changed it."""
    trail, found, entries = access.of_record(request.user, kind, code)
    context = {
        "title": _("Who looked at this record"),
        "trail": [(_address(found), trail.label)],
        "file": reverse("core:audit_record_file", args=[kind, code]) if access.sees_all(request.user) else "",
        "sheet": reverse("core:audit_sheet", args=[code]) if kind == access.PERSON else "",
    }
    return _listed(request, entries, context, on=False)


@require_safe
@never_cache
@confirmed_for_file
def record_file(request: StaffRequest, kind: str, code: UUID) -> StreamingHttpResponse:
    _trail, _found, entries = access.of_record(request.user, kind, code, as_file=True)
    return _file(request, entries, f"trail-{code}")


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def member(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show what one member of staff did."""
    found, entries = access.of_member(request.user, code)
    own = found == request.user
    context = {
        "title": _("What you did") if own else _("What %(name)s did") % {"name": found.display_name},
        "trail": [(reverse("core:audit"), _("Who did what"))] if access.sees_all(request.user) else [],
        "file": reverse("core:audit_member_file", args=[code]),
    }
    return _listed(request, entries, context, by=False)


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
@confirmed_for_file
def member_file(request: StaffRequest, code: UUID) -> StreamingHttpResponse:
    _member, entries = access.of_member(request.user, code, as_file=True)
    return _file(request, entries, f"trail-{code}")


@require_safe
@never_cache
@confirmed
def sheet(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show the sheet for the person, in the person's language: plain words, no name of anybody."""
    person, entries = access.about_person(request.user, code)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"
    with translation.override(language):
        table = showing.sheet(entries)
        check_data([row.values for row in table.rows], request.user.organisation_id)
        context = {"table": table, "languages": settings.LANGUAGES, "chosen": language}
        return render(request, "core/audit_sheet.html", {**context, "person": _address(person), "short": str(code)[:8]})


def _address(record: models.Model) -> str:
    address: str = record.get_absolute_url()  # type: ignore[attr-defined]
    return address


def _listed(
    request: StaffRequest, entries: AuditEntryQuerySet, context: Mapping[str, object], **columns: bool
) -> HttpResponse:
    filters = TrailFilters(request.GET)
    page = Paginator(filters.narrow(entries), A_PAGE).get_page(request.GET.get("page"))
    table = showing.table(page, str(context["title"]), request.user, **columns)
    return render(request, "core/audit_trail.html", {**context, "page": page, "table": table, "filters": filters})


def _file(request: StaffRequest, entries: AuditEntryQuerySet, name: str) -> StreamingHttpResponse:
    narrowed = TrailFilters(request.GET).narrow(entries)
    answer = StreamingHttpResponse(showing.lines(narrowed.iterator(2000)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
