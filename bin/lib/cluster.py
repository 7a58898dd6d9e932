"""A PostgreSQL of our own in a folder that goes away: no port, only a socket; never the system's."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Self
from urllib.parse import quote

UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path:
    """Return the folder of initdb and pg_ctl, the newest where there are several."""
    named = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    found = named[-1] if named else shutil.which("initdb")
    if found is None:
        raise SystemExit("PostgreSQL is missing: install it with apt-get install postgresql, then start again.")
    return Path(found).parent


class PostgresCluster:
    """Started on entering, stopped on leaving; runs as an unprivileged user when we are root."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._user = self._unprivileged() if os.geteuid() == 0 else None

    @staticmethod
    def _unprivileged() -> str:
        known = {entry.pw_name for entry in pwd.getpwall()}
        return next(name for name in UNPRIVILEGED if name in known)

    def _run(self, *command: object) -> None:
        subprocess.run(
            [str(part) for part in command], check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run(programs() / "initdb", "-D", self._data, "-U", "waystation", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off -c max_connections=60"
        )
        self._run(programs() / "pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o", options, "start")
        for name in ("records", "public"):
            self._run(programs() / "createdb", "-h", self._folder, "-U", "waystation", name)
        return self

    def __exit__(self, *_: object) -> None:
        self._run(programs() / "pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def address(self, name: str) -> str:
        """Return the address of one database in the form the settings read."""
        return f"postgresql://waystation@{quote(str(self._folder), safe='')}/{name}"
