"""Indicators: what is counted, and the newest protected table of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.rights import Right
from waystation.evidence import actions, indicator, tabulating
from waystation.evidence.access import counted_for
from waystation.evidence.exports import table_file
from waystation.evidence.models import CountedTable
from waystation.evidence.published import read_table
from waystation.ui.progress import progress_state
from waystation.ui.tables import Column, Row, Table


@needs(Right.READ_FIGURES)
@require_safe
def indicators(request: StaffRequest) -> HttpResponse:
    """List every indicator with its unit and break-downs."""
    columns = [Column(_("Indicator")), Column(_("Unit")), Column(_("Broken down by"))]
    rows = [_row(each) for each in indicator.indicators().values()]
    table = Table(_("Indicators"), columns, rows, caption_hidden=True)
    return render(request, "evidence/indicators.html", {"table": table})


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def indicator_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show what the indicator means and its newest protected table."""
    wanted = _indicator_or_404(code)
    counted = counted_for(request.user, wanted.code)
    return render(request, "evidence/indicator.html", {"about": _about(wanted), **_shown(counted, code)})


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def progress_of(request: StaffRequest, code: str) -> JsonResponse:
    """Say whether the counting is finished, for the bar on the page."""
    counted = counted_for(request.user, _indicator_or_404(code).code)
    return JsonResponse(progress_state(0, 0, _("The worker counts"), finished=not (counted and counted.asked_at)))


@needs(Right.READ_FIGURES)
@require_POST
def count(request: StaffRequest, code: str) -> HttpResponse:
    """Let the worker count the indicator."""
    wanted = _indicator_or_404(code)
    actions.ask_for_count(wanted.code, by=request.user)
    messages.success(request, _("The worker counts it now. This page can be left."))
    return redirect("evidence:indicator", wanted.code)


@needs(Right.READ_FIGURES)
@require_safe
@confirmed_for_file
def file(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Return the newest protected table as a file."""
    counted = counted_for(request.user, _indicator_or_404(code).code)
    if counted is None or counted.table is None:
        raise Http404
    return table_file(read_table(counted.table), kind, by=request.user)


def _indicator_or_404(code: str) -> indicator.Indicator:
    try:
        return indicator.indicator(code)
    except indicator.UnknownIndicator as unknown:
        raise Http404(str(unknown)) from unknown


def _row(each: indicator.Indicator) -> Row:
    by = ", ".join(tabulating.in_language(dimension.names) for dimension in each.dimensions)
    href = reverse("evidence:indicator", args=[each.code])
    return Row([tabulating.in_language(each.names), tabulating.unit_in_words(each.unit), by], href)


def _about(wanted: indicator.Indicator) -> dict[str, Any]:
    facts = [
        (_("Code"), wanted.code),
        (_("Version"), wanted.version),
        (_("Unit"), tabulating.unit_in_words(wanted.unit)),
        (_("Counted from"), ", ".join(wanted.facts)),
    ]
    return {
        "code": wanted.code,
        "name": tabulating.in_language(wanted.names),
        "definition": tabulating.in_language(wanted.definitions),
        "facts": facts,
    }


def _shown(counted: CountedTable | None, code: str) -> dict[str, Any]:
    if counted is None:
        return {"counted": None, "busy": False}
    if counted.table is None:
        why = counted.refusal and _(counted.refusal)
        return {"counted": counted, "busy": counted.asked_at is not None, "refusal": why}
    table = read_table(counted.table)
    files = [(kind.upper(), reverse("evidence:indicator_file", args=[code, kind])) for kind in ("csv", "xlsx")]
    return {"counted": counted, "busy": counted.asked_at is not None, "sheet": tabulating.sheet(table, files)}
