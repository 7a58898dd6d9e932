"""Pages of imports: the list, a new file, its columns, the report, confirming, undoing."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest
from waystation.core.accounts.confirming import confirmed, confirmed_for_file
from waystation.core.errors import ActionRefused
from waystation.core.importing import access, choosing, files, sampling, showing, suggestion
from waystation.core.importing.actions import asking
from waystation.core.importing.actions.running import open_run_table
from waystation.core.importing.errors import CannotRead
from waystation.core.importing.forms import ColumnsForm, ConfirmForm, FileForm, NewImportForm
from waystation.core.importing.reading import reading_from
from waystation.core.importing.targets import target
from waystation.core.models import ImportRun
from waystation.core.outlets.checking import checked_lines
from waystation.ui.progress import progress_state
from waystation.ui.spreadsheets import CSV, as_csv

State = ImportRun.State


@require_safe
@never_cache
def imports(request: StaffRequest) -> HttpResponse:
    """List the imports: what is waiting first is newest first."""
    page = Paginator(access.runs_for(request.user).select_related("by"), 25).get_page(request.GET.get("page"))
    table = showing.import_table(page)
    return render(request, "core/imports.html", {"page": page, "table": table, "query": request.GET})


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """Take a file in; a well-known one is checked at once, any other asks for its columns."""
    if not access.may_import(request.user):
        raise PermissionDenied
    form = NewImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        targets=access.targets_for(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form)
        except CannotRead as refusal:
            form.add_error("file", refusal.why)
    return render(request, "core/import_new.html", {"form": form})


@require_safe
@never_cache
def run_page(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show one import: what it is, how far it is, what fails, what can be done."""
    run = access.open_run(request.user, code)
    asking.carry_on(run)
    page = Paginator(run.problems.all(), 50).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "facts": showing.facts(run),
        "working": run.state in showing.WORKING,
        "changeable": run.state in ImportRun.WAITING,
        "can_confirm": run.state == State.CHECKED and run.accepted,
        "nothing_new": run.state == State.CHECKED and not run.accepted and not run.rejected,
        "progress": showing.how_far(run),
        "page": page,
        "query": request.GET,
        "table": showing.problem_table(page),
        "unlisted": max(0, run.problems_total - page.paginator.count),
    }
    return render(request, "core/import.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def columns(request: StaffRequest, code: UUID) -> HttpResponse:
    """Name what the columns answer, then have the file checked."""
    run = access.run_for(request.user, code)
    wanted = request.GET.get("target") or run.target
    allowed = {each.code for each in access.targets_for(request.user)}
    if wanted not in allowed:
        return render(request, "core/import_target.html", {"run": run, "targets": access.targets_for(request.user)})
    try:
        form, values = _columns_form(request, run, wanted)
    except CannotRead as refusal:
        messages.error(request, refusal.why)
        return redirect(run)
    if form.is_valid() and _tried(request, lambda: _name_columns(request, run, form)):
        return redirect(run)
    lines = [(column, values[column], field) for column, field in form.columns()]
    return render(request, "core/import_columns.html", {"run": run, "form": form, "lines": lines, "to": target(wanted)})


@require_http_methods(["GET", "POST"])
@never_cache
def replace(request: StaffRequest, code: UUID) -> HttpResponse:
    """Take a corrected file; what was said about the columns stays."""
    run = access.run_for(request.user, code)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = asking.replace_file(run, file.chunks(), name=file.name, by=request.user)
            if run.target:
                asking.ask_check(run, by=request.user)
        except (ActionRefused, CannotRead) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(run if run.target else reverse("core:import_columns", args=[run.code]))
    return render(request, "core/import_file.html", {"run": run, "form": form})


@require_http_methods(["GET", "POST"])
@never_cache
def confirm(request: StaffRequest, code: UUID) -> HttpResponse:
    """Say what will be written, and write it."""
    run = access.run_for(request.user, code)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asking.confirm(run, by=request.user, skip_rejected=form.cleaned_data["skip_rejected"])
        except ActionRefused as refusal:
            form.add_error("skip_rejected" if run.rejected else None, str(refusal))
        else:
            return redirect(run)
    return render(request, "core/import_confirm.html", {"run": run, "form": form, "to": target(run.target)})


@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def undo(request: StaffRequest, code: UUID) -> HttpResponse:
    """Say what will be gone, and take the import back."""
    run = access.run_for(request.user, code)
    if request.method == "POST":
        _tried(request, lambda: asking.ask_undo(run, by=request.user))
        return redirect(run)
    text = ngettext(
        "%(count)s record of this import will be gone. The file can be imported again.",
        "All %(count)s records of this import will be gone. The file can be imported again.",
        run.written,
    ) % {"count": run.written}
    return render(request, "core/import_undo.html", {"run": run, "text": text})


@require_POST
@confirmed
def discard(request: StaffRequest, code: UUID) -> HttpResponse:
    """Give a file up before anything of it was written."""
    run = access.run_for(request.user, code)
    if not _tried(request, lambda: asking.discard(run, by=request.user)):
        return redirect(run)
    messages.success(request, _("The file is gone. Nothing of it was imported."))
    return redirect("core:imports")


@require_POST
def go_on(request: StaffRequest, code: UUID) -> HttpResponse:
    """Hand a step that stopped to the worker again."""
    run = access.run_for(request.user, code)
    _tried(request, lambda: asking.go_on(run, by=request.user))
    return redirect(run)


@require_safe
@never_cache
def progress_of(request: StaffRequest, code: UUID) -> JsonResponse:
    """Say how far the step is, for the bar on the page; give the keys again where the worker that had them ended."""
    run = access.run_for(request.user, code)
    asking.carry_on(run)
    now = showing.how_far(run)
    state = progress_state(now["done"], now["total"], now["label"], finished=run.state not in showing.WORKING)
    return JsonResponse(state)


@require_safe
@confirmed_for_file
def problems(request: StaffRequest, code: UUID) -> HttpResponse:
    """Give the report as a CSV file."""
    with transaction.atomic():
        run = access.take_out_problems(request.user, code)
        lines = checked_lines(showing.problem_lines(run), request.user.organisation_id)
        answer = HttpResponse("".join(as_csv(lines)), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="problems-{run.code}.csv"'
    return answer


def _received(request: StaffRequest, form: NewImportForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    run = asking.receive(
        file.chunks(),
        name=file.name,
        organisation=request.user.organisation,
        by=request.user,
        target=form.cleaned_data["target"],
    )
    earlier = access.runs_for(request.user).filter(file_mark=run.file_mark, state=State.DONE).first()
    if earlier is not None:
        asking.discard(run, by=request.user)
        messages.info(request, _("This very file was imported before. Undo that import to import it again."))
        return redirect(earlier)
    try:
        choice = _choice(run, form)
    except CannotRead as refusal:
        _open_or_discard(request, run)
        messages.info(request, refusal.why)
        return redirect("core:import_columns", run.code)
    if not request.user.may(target(choice.reading.target).right):
        asking.discard(run, by=request.user)
        raise PermissionDenied
    asking.set_reading(run, choice.reading, by=request.user, profile=choice.name)
    asking.ask_check(run, by=request.user)
    return redirect(run)


def _choice(run: ImportRun, form: NewImportForm) -> choosing.Choice:
    """Return the reading of a well-known file; CannotRead leads on to naming the columns."""
    wishes = choosing.Wishes(constants={"edition": form.cleaned_data["edition"]})
    with files.opened(run.code) as path:
        choice = choosing.choose(path, run.organisation, wishes)
    if run.target and choice.reading.target != run.target:
        raise CannotRead(_("Say what the columns answer."))
    return choice


def _open_or_discard(request: StaffRequest, run: ImportRun) -> None:
    """Refuse a file that no naming of columns could help."""
    try:
        with open_run_table(run):
            return
    except CannotRead:
        asking.discard(run, by=request.user)
        raise


def _columns_form(request: StaffRequest, run: ImportRun, wanted: str) -> tuple[ColumnsForm, dict[str, str]]:
    to, kept = target(wanted), run.reading.get("target") == wanted
    with open_run_table(run) as table:
        reading = reading_from(run.reading) if kept else suggestion.suggest(table, to)
        form = ColumnsForm(
            request.POST if request.method == "POST" else None,
            header=table.header,
            target=to,
            reading=reading,
            unknown=sampling.unknown_words(table, reading, to),
        )
        return form, sampling.first_values(table)


def _name_columns(request: StaffRequest, run: ImportRun, form: ColumnsForm) -> None:
    reading, name = form.reading(), form.cleaned_data["save_as"]
    asking.set_reading(run, reading, by=request.user, profile=name or run.profile)
    if name:
        asking.save_mapping(reading, name=name, organisation=run.organisation, by=request.user)
    asking.ask_check(run, by=request.user)


def _tried(request: HttpRequest, action: Callable[[], object]) -> bool:
    """Carry the action out, or say why it was refused."""
    try:
        action()
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return False
    return True
