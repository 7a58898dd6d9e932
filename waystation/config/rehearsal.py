"""Rehearses a restore: into a folder that is thrown away, where every record is opened with the two sheets alone."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from waystation.config.backup_errors import RestoreFailed
from waystation.config.home import home
from waystation.config.restore import DATABASE_SETTINGS, restore
from waystation.core.recovery.asking import identity_from


@dataclass(frozen=True)
class Rehearsed:
    """How many records of each kind opened, and how many did not, after so many seconds."""

    opened: dict[str, int]
    shut: dict[str, int]
    seconds: float

    @property
    def good(self) -> bool:
        return not self.shut


def rehearse(file: Path, shares_file: str, shards: Path | None = None) -> Rehearsed:
    """Restore and open everything; what was restored is removed again, however this ends."""
    identity = identity_from(shares_file)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waystation-rehearsal-", dir=_place()) as folder:
        into = Path(folder) / "home"
        with _keys_thrown_away_too(Path(folder) / "keys"):
            restore(file, identity, into, shards)
            found = _opened_in(into, str(identity))
    return Rehearsed(found["opened"], found["shut"], time.monotonic() - started)


def note(found: Rehearsed) -> bool:
    """Write the rehearsal down in the installation of this machine, where there is one."""
    if not (home() / "staff").exists():
        return False
    import django

    django.setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from waystation.core.models import Organisation
    from waystation.core.recovery.actions import note_rehearsal

    try:
        houses = list(Organisation.objects.all())
    except DatabaseError:
        return False
    for organisation in houses:
        note_rehearsal(organisation, timezone.localdate(), by=None, opened=sum(found.opened.values()))
    return bool(houses)


@contextmanager
def _keys_thrown_away_too(folder: Path) -> Iterator[None]:
    """Let keys that the restored home is given lie in the folder, so that they go with it."""
    before = os.environ.get("WAYSTATION_KEYS")
    os.environ["WAYSTATION_KEYS"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["WAYSTATION_KEYS"]
        else:
            os.environ["WAYSTATION_KEYS"] = before


def _place() -> str | None:
    """Rehearse on the disk of the installation, where there is one: what rests there is kept as carefully."""
    return str(home()) if home().exists() else None


def _opened_in(into: Path, identity: str) -> dict[str, dict[str, int]]:
    """Open the records in a process of the restored home; the key reaches it through a pipe."""
    environment = {**os.environ, "WAYSTATION_DOOR": "staff", "WAYSTATION_HOME": str(into)}
    environment.pop(DATABASE_SETTINGS["public"], None)
    command = [sys.executable, "-m", "waystation.config.rehearsal_door"]
    done = subprocess.run(command, env=environment, input=identity, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["It did not say why."])[-1]
        raise RestoreFailed(f"What was restored could not be opened. {words}")
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found
