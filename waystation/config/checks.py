"""`waystation check`: everything that can be looked at, each with a verdict and a remedy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from waystation.config import disk_check
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused
from waystation.letterbox import keys
from waystation.letterbox.models import Letter

if TYPE_CHECKING:
    from waystation.core.recovery.access import State

LEAST_FREE_BYTES = 1_000_000_000
RENDERERS = ("duckdb", "ibis", "highspy", "resvg_py", "typst")
JOB_TAKES_AT_MOST = timedelta(hours=6)
BACKUP_EVERY, REHEARSAL_EVERY = timedelta(days=8), timedelta(days=90)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` is empty when it is good."""

    door: str
    name: str
    good: bool
    says: str
    remedy: str = ""

    def line(self) -> str:
        return f"{'ok  ' if self.good else 'LOOK'}  {self.door:6}  {self.says}{' ' if self.remedy else ''}{self.remedy}"

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


Check = Callable[[], Iterator[Finding]]
BOTH: list[Check] = []
STAFF: list[Check] = []
PUBLIC: list[Check] = []


def findings() -> list[Finding]:
    """Look at this process's door and, from the staff side, at the public door's side of this machine too."""
    checks = [*BOTH, *(PUBLIC if settings.DOOR == "public" else STAFF)]
    found = [finding for check in checks for finding in _run(check)]
    if settings.DOOR == "staff" and (Path(settings.HOME) / "public").exists():
        found += _of_public_door()
    return found


def _run(check: Check) -> list[Finding]:
    try:
        return list(check())
    except DatabaseError as error:
        name = check.__name__.strip("_")
        return [_bad(name, f"The database cannot say ({type(error).__name__}).", "Run `waystation migrate`.")]


def _of_public_door() -> list[Finding]:
    """Ask a process of the public door, which alone may open its database."""
    command = [sys.executable, "-m", "waystation.config.cli", "check", "--json"]
    environment = {**os.environ, "WAYSTATION_DOOR": "public"}
    environment.pop("WAYSTATION_RECORDS_DB", None)
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    try:
        return [Finding(**found) for found in json.loads(answer.stdout)["checks"]]
    except (ValueError, KeyError, TypeError):
        words = (answer.stderr.strip().splitlines() or ["It says nothing."])[-1]
        return [Finding("public", "door", good=False, says="The public door cannot be looked at.", remedy=words)]


def _good(name: str, says: str) -> Finding:
    return Finding(settings.DOOR, name, good=True, says=says)


def _bad(name: str, says: str, remedy: str) -> Finding:
    return Finding(settings.DOOR, name, good=False, says=says, remedy=remedy)


def _database() -> Iterator[Finding]:
    from waystation.config.preparation import unapplied

    try:
        waiting = unapplied()
    except DiskKeyRefused as refusal:
        yield _bad("database", "The database does not open.", str(refusal))
        return
    except DatabaseError as error:
        yield _bad(
            "database", f"The database does not answer ({type(error).__name__}).", "Start it, or correct its address."
        )
        return
    if waiting:
        yield _bad("database", f"The database lacks {len(waiting)} changes.", "Run `waystation migrate`.")
    else:
        yield _good("database", f"The database answers and is up to date ({connection.vendor}).")


def _encryption() -> Iterator[Finding]:
    for name, says, remedy in disk_check.looks():
        yield Finding(settings.DOOR, name, good=not remedy, says=says, remedy=remedy)


def _folder() -> Iterator[Finding]:
    folder = Path(settings.HOME) / settings.DOOR
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        yield _bad("folder", f"Others on this machine can look into {folder}.", f"Type: chmod 700 {folder}")
    else:
        yield _good("folder", "The folder is open to its owner alone.")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        yield _bad("disk", f"Only {free // 10**6} MB are free on the disk.", "Make room: at least 1 GB.")
    else:
        yield _good("disk", f"{free / 10**9:.0f} GB are free on the disk.")


def _keys() -> Iterator[Finding]:
    folder = Path(settings.HOME) / settings.DOOR
    public = settings.DOOR == "public"
    try:
        _ = keys.checking_key(folder) if public else keys.signing_key(folder)
    except keys.KeyMissing as error:
        yield _bad("letterbox key", "The letterbox key is not usable.", str(error))
        return
    secrets = [path for pattern in ("*.key", "*.secret", "*/*.key") for path in folder.glob(pattern)]
    open_ones = sorted(path.name for path in secrets if path.stat().st_mode & 0o077)
    if open_ones:
        yield _bad("key files", f"Others can read {', '.join(open_ones)}.", "Type chmod 600 for each of these files.")
    elif not public and (folder.parent / "public" / keys.PUBLIC).exists() and not _fit(folder):
        yield _bad(
            "letterbox key", "The two doors hold halves of different keys.", "Copy staff/letterbox.pub to public/."
        )
    else:
        yield _good("key files", "Keys are there, and readable by their owner alone.")


def _fit(staff: Path) -> bool:
    return keys.fit_together(staff, staff.parent / "public")


def _letters() -> Iterator[Finding]:
    stuck = Letter.objects.stuck()
    count = stuck.count()
    if count:
        why = stuck.order_by("-pk").values_list("last_error", flat=True)[0]
        yield _bad("letters", f"{count} letters are stuck. The last says: {why}", "See `waystation letters`.")
    else:
        yield _good("letters", f"{Letter.objects.under_way().count()} letters are under way, none is stuck.")


def _public_door_answers() -> Iterator[Finding]:
    from waystation.letterbox.errors import DoorUnreachable
    from waystation.letterbox.exchange import open_door

    try:
        with open_door() as door:
            door.ask("GET", "outbox/?after=0")
    except (DoorUnreachable, keys.KeyMissing) as error:
        yield _bad("public door", f"Letters cannot be carried to {settings.PUBLIC_DOOR_URL}.", str(error))
    else:
        yield _good("public door", f"The public door at {settings.PUBLIC_DOOR_URL} answers and knows our signature.")


def _jobs() -> Iterator[Finding]:
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    long_ago = timezone.now() - JOB_TAKES_AT_MOST
    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=long_ago).count()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - timedelta(minutes=10)).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - timedelta(days=7))
    if stuck or waiting:
        yield _bad(
            "jobs", f"{stuck} jobs never end and {waiting} wait too long.", "See that `waystation up` or `work` runs."
        )
    elif failed.exists():
        names = sorted({path.rpartition(".")[2] for path in failed.values_list("task_path", flat=True)})
        yield _bad(
            "jobs", f"Jobs failed within a week: {', '.join(names)}.", "Start what they did again from its page."
        )
    else:
        yield _good("jobs", "No job is stuck.")


def _renderers() -> Iterator[Finding]:
    missing = [name for name in RENDERERS if not _imports(name)]
    if missing:
        yield _bad("renderers", f"{', '.join(missing)} cannot be loaded.", "Install again with bin/run or uv sync.")
    else:
        yield _good("renderers", "Counting, optimising and drawing libraries load.")
    from waystation import charts

    fonts = list((Path(charts.__file__).parent / "fonts").glob("*.[to]tf"))
    if fonts:
        yield _good("fonts", f"{len(fonts)} fonts for drawings are in place.")
    else:
        yield _bad("fonts", "The fonts for drawings are missing.", "Install again: the program folder is incomplete.")


def _imports(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def _releases() -> Iterator[Finding]:
    from waystation.evidence.models import Release
    from waystation.evidence.published import digest

    frozen = Release.objects.filter(state__in=Release.FROZEN)
    changed = [str(x.code) for x in frozen.iterator(chunk_size=1) if digest(x.payload) != x.digest]
    if changed:
        yield _bad(
            "releases", f"The text of {len(changed)} releases was changed.", f"Restore from backup: {changed[0]}…"
        )
    else:
        yield _good("releases", f"{frozen.count()} releases are as they were approved.")


def _shown_releases() -> Iterator[Finding]:
    from waystation.campaign.models import ShownRelease
    from waystation.evidence.published import digest

    changed = [x.release_id for x in ShownRelease.objects.iterator(chunk_size=1) if digest(x.text) != x.digest]
    if changed:
        yield _bad(
            "shown", f"The text of {len(changed)} shown releases was changed.", "Restore the public door's database."
        )
    else:
        yield _good("shown", f"{ShownRelease.objects.count()} shown releases are as they came.")


def _invented() -> Iterator[Finding]:
    from waystation.core.models import Organisation

    kinds = set(Organisation.objects.values_list("invented", flat=True))
    if kinds == {True, False}:
        yield _bad(
            "invented data", "Real and invented organisations stand side by side.", "Keep them in separate homes."
        )
    elif kinds == {True}:
        yield _good("invented data", "All records are invented and marked so; their passwords are known to everybody.")
    else:
        yield _good("invented data", "No invented records are kept here.")


def _recovery() -> Iterator[Finding]:
    """Look for a key, a backup within 8 days, a rehearsed restore within 90; invented data needs the key only."""
    from waystation.config.backup_console import key_in_force
    from waystation.core.errors import ActionRefused
    from waystation.core.models import Organisation
    from waystation.core.recovery.access import state_of

    organisation = Organisation.objects.order_by("pk").first()
    if organisation is None:
        yield _good("recovery key", "No recovery key is needed before there is an organisation.")
        return
    try:
        organisation, public_half = key_in_force()
    except ActionRefused as refusal:
        yield _bad("recovery key", "No backup can be made.", str(refusal))
        return
    yield _good("recovery key", f"The recovery key …{public_half[-8:]} is in force.")
    if not organisation.invented:
        yield from _backups(state_of(organisation))


def _backups(state: "State") -> Iterator[Finding]:
    week, quarter = timezone.now() - BACKUP_EVERY, timezone.localdate() - REHEARSAL_EVERY
    if state.backed_up_at is None or state.backed_up_at < week:
        yield _bad("backup", "No backup was made within eight days.", "Run `waystation backup FILE`, best every night.")
    else:
        yield _good("backup", f"The last backup was made on {timezone.localdate(state.backed_up_at)}.")
    since = state.rehearsed_on or (timezone.localdate(state.key.finished_at) if state.key else quarter)
    if since < quarter:
        yield _bad("rehearsal", "No restore was rehearsed within 90 days.", "Restore a backup elsewhere, then note it.")
    elif state.rehearsed_on:
        yield _good("rehearsal", f"A restore was last rehearsed on {state.rehearsed_on}.")
    else:
        yield _good("rehearsal", "A restore was never rehearsed; the first is due within 90 days of making the key.")


BOTH += [_database, _encryption, _folder, _keys, _letters]
PUBLIC += [_shown_releases]
STAFF += [_public_door_answers, _jobs, _releases, _invented, _recovery, _renderers]
