"""PostgreSQL's own programs for a copy of a database, found where Debian keeps them too."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from waystation.config.backup_errors import BackupFailed, RestoreFailed


def dump(settings: dict[str, Any], target: Path, snapshot: str) -> None:
    """Write the database, as the snapshot sees it, into the file."""
    command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
    done = _run("pg_dump", *command, settings=settings)
    if done.returncode:
        raise BackupFailed(f"PostgreSQL could not be copied: {_last_words(done)}")


def load(settings: dict[str, Any], source: Path) -> None:
    """Fill the empty database from the file, all of it or nothing."""
    command = [
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={_name(settings)}",
    ]
    done = _run("pg_restore", *command, str(source), settings=settings, name=False)
    if done.returncode:
        raise RestoreFailed(f"PostgreSQL could not be filled: {_last_words(done)}")


def program(name: str) -> str | None:
    """Return the path of the program, of the newest PostgreSQL that has it; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    return str(debian[-1]) if debian else shutil.which(name)


def _run(
    name_of: str, *arguments: str, settings: dict[str, Any], name: bool = True
) -> "subprocess.CompletedProcess[str]":
    found = program(name_of)
    if found is None:
        raise BackupFailed(
            f"{name_of} is missing: install it with apt-get install postgresql-client, then start again."
        )
    command = [found, *arguments, *([_name(settings)] if name else [])]
    return subprocess.run(command, env=_environment(settings), capture_output=True, text=True, check=False)


def _name(settings: dict[str, Any]) -> str:
    return str(settings["NAME"])


def _environment(settings: dict[str, Any]) -> dict[str, str]:
    """Say where the database is without showing the password to others on this machine."""
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    return {**os.environ, **{name: str(settings[key]) for name, key in named.items() if settings.get(key)}}


def _last_words(done: "subprocess.CompletedProcess[str]") -> str:
    return (done.stderr.strip().splitlines() or ["it did not say why"])[-1]
