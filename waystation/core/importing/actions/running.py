"""The three long steps of an import, each ending in one transaction: killed anywhere, nothing is half done."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.importing import files, progress
from waystation.core.importing.checking import Report, check, fresh_rows
from waystation.core.importing.errors import CannotRead
from waystation.core.importing.progress import Watcher
from waystation.core.importing.reading import Reading, reading_from
from waystation.core.importing.storing import tell_planner
from waystation.core.importing.tables import Table, open_table
from waystation.core.importing.targets import target
from waystation.core.models import ImportProblem, ImportRun, Organisation, User

MANY = 1000


class RowsRejected(ActionRefused):
    """Rows that were fit when checked no longer are."""


def check_run(code: str | uuid.UUID, watch: Watcher | None = None) -> ImportRun:
    """Dry-run the file of a run that is being checked; any other state is left as it is."""
    run = ImportRun.objects.select_related("organisation", "by").get(code=code)
    if run.state != ImportRun.State.CHECKING:
        return run
    with _language_of(run):
        try:
            reading = reading_from(run.reading)
            with open_run_table(run) as table:
                to, tell = target(run.target), watch or progress.watcher(run.code)
                report = check(table, reading, to, run.organisation, tell)
        except CannotRead as refusal:
            return _refuse(run, refusal)
    return _note_checked(run, report)


def write_run(code: str | uuid.UUID, watch: Watcher | None = None) -> ImportRun:
    """Write the file of a confirmed run, all of it or nothing; any other state is left as it is."""
    try:
        with transaction.atomic():
            run = _locked(code)
            if run.state == ImportRun.State.WRITING:
                with _language_of(run):
                    _write(run, watch or progress.watcher(run.code))
    except CannotRead as refusal:
        return _refuse(ImportRun.objects.get(code=code), refusal)
    except RowsRejected:
        return _send_back(code)
    if run.state == ImportRun.State.DONE:
        files.forget(run.code)
        if run.written > MANY:
            tell_planner()
    return run


def undo_run(code: str | uuid.UUID, by: str | None) -> ImportRun:
    """Take back all that a run wrote, or nothing of it when later work stands on it."""
    person = User.objects.get(code=by) if by else None
    try:
        with transaction.atomic():
            run = _locked(code)
            if run.state == ImportRun.State.UNDOING:
                _undo(run, person)
            return run
    except ActionRefused as refusal:
        return _keep_after_all(code, str(refusal), person)


@contextmanager
def open_run_table(run: ImportRun) -> Iterator[Table]:
    """Open the run's file the way its reading says; CannotRead when it is not the file that was uploaded."""
    with files.opened(run.code) as path:
        if files.mark(path) != run.file_mark:
            raise CannotRead(_("The uploaded file has changed since. Upload it again."))
        yield open_as(path, reading_from(run.reading))


def open_as(path: Path, reading: Reading) -> Table:
    """Open a file the way a reading says; its columns help to find the header."""
    wanted = [*reading.columns, *(wide.column for wide in reading.wide)]
    return open_table(path, sheet=reading.sheet, wanted=wanted, header_row=reading.header_row)


def _write(run: ImportRun, watch: Watcher) -> None:
    to, report = target(run.target), Report()
    with open_run_table(run) as table:
        rows = fresh_rows(table, reading_from(run.reading), to, run.organisation, report=report, watch=watch)
        run.written = to.write(rows, run, run.by)
    if report.rejected and not run.skip_rejected:
        raise RowsRejected(_("The file no longer passes the check. Look at the new report."))
    _count(run, report)
    run.state, run.written_at = ImportRun.State.DONE, now()
    run.save()
    audit.record("import.written", on=run, by=run.by, target=run.target, rows=run.rows, written=run.written)


def _undo(run: ImportRun, by: User | None) -> None:
    taken = target(run.target).undo(run, by)
    run.state, run.undone_at = ImportRun.State.UNDONE, now()
    run.save()
    audit.record("import.undone", on=run, by=by, target=run.target, taken_back=taken)


@transaction.atomic
def _note_checked(run: ImportRun, report: Report) -> ImportRun:
    run = _locked(run.code)
    if run.state != ImportRun.State.CHECKING:
        return run
    _count(run, report)
    run.problems_total, run.state = report.problems_total, ImportRun.State.CHECKED
    run.save()
    run.problems.all().delete()
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(run=run, row=each.row, column=each.column[:200], why=each.why[:400])
            for each in report.problems
        ],
        batch_size=1000,
    )
    audit.record("import.checked", on=run, by=run.by, rows=run.rows, rejected=run.rejected)
    return run


@transaction.atomic
def _refuse(run: ImportRun, refusal: CannotRead) -> ImportRun:
    run = _locked(run.code)
    run.state, run.refused_because = ImportRun.State.REFUSED, refusal.why[:500]
    _count(run, Report())
    run.save()
    run.problems.all().delete()
    ImportProblem.objects.create(run=run, row=None, column=refusal.column[:200], why=refusal.why[:400])
    audit.record("import.refused", on=run, by=run.by)
    return run


@transaction.atomic
def _keep_after_all(code: str | uuid.UUID, why: str, by: User | None) -> ImportRun:
    run = _set_state(code, ImportRun.State.DONE, ImportRun.State.UNDOING)
    run.stopped_because = why[:500]
    run.save(update_fields=["stopped_because"])
    audit.record("import.undo_refused", on=run, by=by)
    return run


@transaction.atomic
def _send_back(code: str | uuid.UUID) -> ImportRun:
    """Have the rows checked again, for some no longer fit. Audited as `import.sent_back`."""
    run = _set_state(code, ImportRun.State.CHECKING, ImportRun.State.WRITING)
    audit.record("import.sent_back", on=run, by=run.by)
    return run


@transaction.atomic
def _set_state(code: str | uuid.UUID, state: ImportRun.State, only_from: ImportRun.State) -> ImportRun:
    run = _locked(code)
    if run.state == only_from:
        run.state = state
        run.save(update_fields=["state", "changed_at"])
    return run


def _locked(code: str | uuid.UUID) -> ImportRun:
    """Lock the run, and the organisation's other imports with it: two files never race for the same rows."""
    run = ImportRun.objects.select_for_update().get(code=code)
    Organisation.objects.select_for_update().get(pk=run.organisation_id)
    return run


def _count(run: ImportRun, report: Report) -> None:
    run.rows, run.accepted = report.rows, report.accepted
    run.rejected, run.already_there = report.rejected, report.already_there


@contextmanager
def _language_of(run: ImportRun) -> Iterator[None]:
    """Word the problems for the person who uploaded the file."""
    with translation.override(run.by.language if run.by else translation.get_language()):
        yield
