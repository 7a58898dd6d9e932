"""Importing from the command line: check, ask, write, and say what happened as text or as one JSON object."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waystation.core.errors import ActionRefused
from waystation.core.importing import files
from waystation.core.importing.actions import asking
from waystation.core.importing.actions.running import check_run, open_as, undo_run, write_run
from waystation.core.importing.checking import check
from waystation.core.importing.choosing import Choice, Wishes, choose
from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import limits
from waystation.core.importing.progress import Watcher
from waystation.core.importing.rows import Problem
from waystation.core.importing.sniffing import check_size
from waystation.core.importing.targets import target
from waystation.core.models import ImportRun, Organisation, User
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import IMPORTS

State = ImportRun.State
GOOD, REJECTED, UNREADABLE = 0, 1, 2
DAY_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Order:
    """What the command line asks for."""

    path: Path
    organisation: Organisation
    by: User | None = None
    wishes: Wishes = field(default_factory=Wishes)
    dry_run: bool = False
    skip_rejected: bool = False


@dataclass
class Answer:
    """What happened: the object `--json` prints, and the exit code."""

    code: int = GOOD
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    already_there: int = 0
    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    problems_total: int = 0
    import_id: UUID | None = None
    already: bool = False
    profile: str = ""

    def as_json(self, most: int) -> dict[str, Any]:
        """Return the object; the contract's five keys first."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "problems": [problem.as_json() for problem in self.problems[:most]],
            "import_id": str(self.import_id) if self.import_id else None,
            "problems_total": self.problems_total,
            "already": self.already,
            "already_there": self.already_there,
            "written": self.written,
            "profile": self.profile,
        }


Agree = Callable[[Answer], bool]


def carry_out(order: Order, *, agree: Agree, watch: Watcher) -> Answer:
    """Import a file, or only check it. `agree` is asked before anything is written."""
    try:
        _check_file(order.path)
        choice = choose(order.path, order.organisation, _with_edition(order))
        _check_right(order.by, choice.reading.target)
        _check_key(choice.reading.target)
        if order.dry_run:
            return _dry_run(order, choice, watch)
        return _import(order, choice, agree, watch)
    except CannotRead as refusal:
        return unreadable(refusal)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise CannotRead(_("There is no file %(name)s. Check the path.") % {"name": path.name})
    check_size(path)


def _check_key(code: str) -> None:
    """Refuse what becomes sealed records where nobody's vaults are unlocked."""
    to = target(code)
    if not keyring().holds(getattr(to, "vault", IMPORTS)):
        raise CannotRead(
            _("“%(target)s” is sealed, so somebody who holds its key has to import it: say who with --as.")
            % {"target": to.label}
        )


def _check_right(by: User | None, code: str) -> None:
    to = target(code)
    if by and not by.may(to.right):
        raise CannotRead(
            _("%(person)s may not import “%(target)s”. Ask somebody whose role may.")
            % {"person": by.sign_in_name, "target": to.label}
        )


def unreadable(refusal: CannotRead) -> Answer:
    """Return the answer for a file that cannot be read at all."""
    return Answer(code=UNREADABLE, problems=[Problem(None, refusal.column, refusal.why)], problems_total=1)


def take_back(code: str, organisation: Organisation, *, by: User | None) -> Answer:
    """Undo a whole import; one that was undone before stays undone."""
    try:
        run = ImportRun.objects.get(code=UUID(code), organisation=organisation)
    except (ValueError, ImportRun.DoesNotExist):
        return unreadable(
            CannotRead(_("There is no import %(code)s. `waystation import` prints the id.") % {"code": code})
        )
    try:
        _check_right(by, run.target)
        if run.state == State.DONE:
            asking.ask_undo(run, by=by, work_here=True)
        run = undo_run(run.code, str(by.code) if by else None)
    except (ActionRefused, CannotRead) as refusal:
        return Answer(code=REJECTED, problems=[Problem(None, "", str(refusal))], problems_total=1, import_id=run.code)
    if run.state != State.UNDONE:
        why = run.stopped_because or _("This import has written nothing that could be undone.")
        return Answer(code=REJECTED, problems=[Problem(None, "", why)], problems_total=1, import_id=run.code)
    return Answer(rows=run.rows, written=run.written, import_id=run.code, profile=run.profile)


def _with_edition(order: Order) -> Wishes:
    """A date in the file's name says its edition, unless somebody says otherwise."""
    wishes = order.wishes
    day = DAY_IN_NAME.search(order.path.name)
    given = dict(wishes.constants or {})
    if day and not given.get("edition"):
        given["edition"] = day.group()
    return Wishes(wishes.profile, wishes.date_order, wishes.sheet, wishes.header_row, given)


def _dry_run(order: Order, choice: Choice, watch: Watcher) -> Answer:
    to = target(choice.reading.target)
    report = check(open_as(order.path, choice.reading), choice.reading, to, order.organisation, watch)
    return Answer(
        code=REJECTED if report.rejected else GOOD,
        rows=report.rows,
        accepted=report.accepted,
        rejected=report.rejected,
        already_there=report.already_there,
        problems=report.problems,
        problems_total=report.problems_total,
        already=bool(report.rows) and report.already_there == report.rows,
        profile=choice.name,
    )


def _import(order: Order, choice: Choice, agree: Agree, watch: Watcher) -> Answer:
    mark = files.mark(order.path)
    same = ImportRun.objects.filter(organisation=order.organisation, file_mark=mark, reading=choice.reading.as_json())
    done = same.filter(state=State.DONE).first()
    if done is not None:
        return Answer(rows=done.rows, already_there=done.rows, import_id=done.code, already=True, profile=done.profile)
    run = same.filter(state__in=(State.CHECKING, State.WRITING)).first() or _received(order, choice)
    run = check_run(run.code, watch)
    if run.state == State.CHECKED:
        run = _confirmed(run, order, agree)
    if run.state == State.WRITING:
        run = write_run(run.code, watch)
    answer = _answer(run)
    if run.state != State.DONE:
        asking.discard(run, by=order.by)
    return answer


def _received(order: Order, choice: Choice) -> ImportRun:
    with order.path.open("rb") as file:
        run = asking.receive(files.parts_of(file), name=order.path.name, organisation=order.organisation, by=order.by)
    asking.set_reading(run, choice.reading, by=order.by, profile=choice.name)
    return asking.ask_check(run, by=order.by, work_here=True)


def _confirmed(run: ImportRun, order: Order, agree: Agree) -> ImportRun:
    """Ask before writing; rows that fail are left out only when somebody says so."""
    if not run.accepted or not (agree(_answer(run)) if not (run.rejected and order.skip_rejected) else True):
        return run
    return asking.confirm(run, by=order.by, skip_rejected=bool(run.rejected), work_here=True)


def _answer(run: ImportRun) -> Answer:
    kept = run.problems.all()[: limits().problems]
    refused = run.state == State.REFUSED
    written = run.state == State.DONE
    return Answer(
        code=UNREADABLE if refused else GOOD if written or not (run.rejected or run.accepted) else REJECTED,
        rows=run.rows,
        accepted=run.accepted,
        rejected=run.rejected,
        already_there=run.already_there,
        written=run.written,
        problems=[Problem(each.row, each.column, each.why) for each in kept],
        problems_total=1 if refused else run.problems_total,
        import_id=run.code if written else None,
        already=bool(run.rows) and run.already_there == run.rows,
        profile=run.profile,
    )
