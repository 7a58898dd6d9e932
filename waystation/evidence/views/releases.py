"""Releases: draft, look, approve, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Right
from waystation.evidence import actions, editions, sheets
from waystation.evidence.access import open_release, release_for, releases_for
from waystation.evidence.exports import table_file
from waystation.evidence.forms import DraftForm, WithdrawalForm
from waystation.ui.progress import progress_state

A_PAGE = 30


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def releases(request: StaffRequest) -> HttpResponse:
    """List the releases of the organisation, newest first."""
    page = Paginator(releases_for(request.user), A_PAGE).get_page(request.GET.get("page"))
    form = DraftForm() if request.user.may(Right.DRAFT_RELEASE) else None
    context = {"page": page, "table": sheets.list_of_releases(page), "form": form}
    return render(request, "evidence/releases.html", context)


@needs(Right.DRAFT_RELEASE)
@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Begin a draft; the worker counts it."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a set of tables."))
        return redirect("evidence:releases")
    try:
        release = actions.draft_release(form.cleaned_data["set_code"], by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("evidence:releases")
    return redirect(release)


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def release_page(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show a release in the state it is in."""
    release = open_release(request.user, code)
    context = sheets.of_release(release, request.user)
    return render(request, "evidence/release.html", {**context, "form": WithdrawalForm()})


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def progress_of(request: StaffRequest, code: UUID) -> JsonResponse:
    """Say how far the counting is, for the bar on the page."""
    release = release_for(request.user, code, to=Right.READ_FIGURES)
    label, finished = _("Counting and protecting the tables"), not sheets.busy(release)
    return JsonResponse(progress_state(release.tables_done, release.tables_total, label, finished=finished))


@needs(Right.APPROVE_RELEASE)
@require_POST
def approve(request: StaffRequest, code: UUID) -> HttpResponse:
    """Freeze and publish."""
    release = release_for(request.user, code, to=Right.APPROVE_RELEASE)
    try:
        actions.approve_release(release, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The release is frozen and on its way to the public door."))
    return redirect(release)


@needs(Right.DRAFT_RELEASE)
@require_POST
def discard(request: StaffRequest, code: UUID) -> HttpResponse:
    """Throw a draft away."""
    release = release_for(request.user, code, to=Right.DRAFT_RELEASE)
    try:
        actions.discard_draft(release, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(release)
    messages.success(request, _("The draft is discarded."))
    return redirect("evidence:releases")


@needs(Right.APPROVE_RELEASE)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: StaffRequest, code: UUID) -> HttpResponse:
    """Ask why, then take the release off the public door."""
    release = release_for(request.user, code, to=Right.APPROVE_RELEASE)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw_release(release, by=request.user, why=form.cleaned_data["why"])
        except ActionRefused as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, _("The release is withdrawn; the public door will be told."))
            return redirect(release)
    return render(request, "evidence/withdraw.html", {"release": release, "title": sheets.title(release), "form": form})


@needs(Right.READ_FIGURES)
@require_safe
def file(request: StaffRequest, code: UUID, indicator: str, kind: str) -> HttpResponse:
    """Return one table of the release as a file."""
    release = release_for(request.user, code, to=Right.READ_FIGURES)
    sheets.refuse_unseen(release, request.user)
    try:
        table = editions.as_published(release).table(indicator)
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    return table_file(table, kind, by=request.user)
