"""How an import reads on a page: its line in the list, its facts, its progress, its problems as a table and as CSV."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waystation.core.importing import progress
from waystation.core.importing.targets import target
from waystation.core.models import ImportProblem, ImportRun
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring
from waystation.ui.tables import Column, Row, Table, Tag, TagKind

State = ImportRun.State
WORKING = (State.CHECKING, State.WRITING, State.UNDOING)
STALLED_SECONDS = 30
TAGS: dict[str, TagKind] = {
    State.DONE: "done",
    State.CHECKED: "warning",
    State.REFUSED: "danger",
    State.UPLOADED: "warning",
    State.UNDONE: "neutral",
}


def import_table(runs: Iterable[ImportRun]) -> Table:
    """Return the list of imports."""
    columns = [
        Column(_("File")),
        Column(_("State")),
        Column(_("Into")),
        Column(_("Rows"), "number"),
        Column(_("Imported"), "number"),
        Column(_("Failing"), "number"),
        Column(_("By")),
        Column(_("When"), "date"),
    ]
    return Table(_("Imports"), columns, [line(run) for run in runs], caption_hidden=True)


def name_of(run: ImportRun) -> str:
    """Return the name the file had when it was uploaded."""
    return shown_text(run, "file_name", keyring()) or "–"


def line(run: ImportRun) -> Row:
    state = Tag(run.get_state_display(), TAGS.get(run.state, "info"))
    by = run.by.display_name if run.by else _("Command line")
    imported = run.accepted if run.state == State.DONE else 0
    into = target(run.target).label if run.target else _("Not known yet")
    values = [name_of(run), state, into, run.rows, imported, run.rejected, by, run.created_at]
    return Row(values, run.get_absolute_url())


def facts(run: ImportRun) -> list[tuple[str, object]]:
    known: list[tuple[str, object]] = [
        (_("State"), Tag(run.get_state_display(), TAGS.get(run.state, "info"))),
        (_("Into"), target(run.target).label if run.target else _("Not known yet")),
        (_("Read as"), run.profile or _("Columns named by hand")),
        (_("Uploaded by"), run.by.display_name if run.by else _("Command line")),
        (_("Uploaded"), run.created_at),
    ]
    if run.rows:
        known += [(_("Rows in the file"), run.rows), (_("Rows that pass"), run.accepted)]
        known += [(_("Rows that fail"), run.rejected), (_("Rows already here"), run.already_there)]
    if run.written_at:
        known += [(_("Records written"), run.written), (_("Written"), run.written_at)]
    if run.undone_at:
        known.append((_("Undone"), run.undone_at))
    return known


def how_far(run: ImportRun) -> dict[str, Any]:
    """Return how far the step is in rows, the total estimated from the share of the file that was read."""
    said = progress.read(run.code) if run.state in WORKING else None
    rows = said.rows if said else 0
    total = run.rows if run.state == State.WRITING else round(rows / said.share) if said and said.share else 0
    return {
        "label": run.get_state_display(),
        "done": rows,
        "total": max(rows, total),
        "href": reverse("core:import_progress", args=[run.code]),
        "stalled": run.state in WORKING and (said is None or said.age > STALLED_SECONDS),
    }


def problem_table(problems: Iterable[ImportProblem]) -> Table:
    columns = [Column(_("Row")), Column(_("Column")), Column(_("What is wrong, and what to do"))]
    rows = [Row([str(each.row or _("Whole file")), each.column, each.why]) for each in problems]
    return Table(_("Rows that fail"), columns, rows)


def problem_lines(run: ImportRun) -> Iterator[list[object]]:
    """Yield the lines of the report as a file holds them, the names of its columns first."""
    yield [_("Row"), _("Column"), _("Why")]
    for each in run.problems.all().iterator():
        yield [each.row or "", each.column, each.why]
