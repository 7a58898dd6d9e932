"""A small house that runs, and what its two databases hold, read from outside."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import uuid4

import psutil
import psycopg
import pytest

from waystation.config.encrypted_sqlite3.opening import connect

PASSWORD = "a long test password"
FIRST_CONTACTS = 150
AGAIN_WITHIN_SECONDS = 60
UNLOCK = f"""
from waystation.core.keys.access import unlock
from waystation.core.models import User
from waystation.core.sealing import staff
opened = staff.unlocked(unlock(User.objects.get(sign_in_name="coordinator"), {PASSWORD!r}))
opened.__enter__()
"""


class House:
    """An installation with staff and contacts; its processes are killed, its databases looked into."""

    def __init__(self, installation, folder) -> None:
        self.installation = installation
        self.folder = folder
        self.files = 0

    def add_staff(self) -> None:
        for role in ("coordinator", "researcher"):
            done = self.installation.run(
                "staff", "add", role, "--name", f"{role} (invented)", "--role", role, "--password", PASSWORD,
                "--organisation", "Crash house (invented)",
            )  # fmt: skip
            assert done.returncode == 0, done.stderr

    def spreadsheet(self, rows: int):
        """Write a file of contacts that no other file of this house repeats."""
        self.files += 1
        path = self.folder / f"contacts-{self.files}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["Date", "Hour", "Channel", "Who called", "Topic", "Outcome", "Note"])
            for row in range(rows):
                day = f"{row % 28 + 1:02}.{self.files % 12 + 1:02}.{2003 + row % 18}"
                note = f"invented {self.files}-{row}"
                writer.writerow([day, 8 + row % 12, "phone", "citizen", "legal", "information_given", note])
        return path

    def import_file(self, path) -> tuple[str, ...]:
        """Return the command that imports a file in the coordinator's name."""
        password = self.folder / "password"
        password.write_text(PASSWORD)
        return "import", str(path), "--json", "--as", "coordinator", "--password-file", str(password)

    def act(self, script: str, *arguments: str, unlocked: bool = False) -> str:
        """Do something as the staff door does it, in a process of its own; return what it prints."""
        start = "import sys, django; django.setup()\n"
        if unlocked:
            start += UNLOCK
        surroundings = {**self.installation.environment(), "DJANGO_SETTINGS_MODULE": "waystation.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", start + script, *arguments],
            env=surroundings, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def child(self, *words: str) -> psutil.Process:
        """Find one of the processes that `waystation up` looks after; wait until it has been started again."""
        deadline = time.monotonic() + AGAIN_WITHIN_SECONDS
        while time.monotonic() < deadline:
            for process in psutil.Process(self.installation.up.pid).children():
                if all(word in _command(process) for word in words):
                    return process
            time.sleep(0.05)
        return pytest.fail(f"No process with {words} runs.")

    def kill(self, *words: str) -> None:
        self.child(*words).kill()

    def kill_a_copy_of_the_worker(self) -> None:
        """Kill the process in which the worker does its jobs, if one is at work at this moment."""
        for copy in self.child("worker").children():
            copy.kill()

    def ask(self, sql: str, *values: object, door: str = "records") -> list[tuple]:
        address = self.installation.databases.get(f"WAYSTATION_{door.upper()}_DB")
        if address:
            with psycopg.connect(address) as base:
                return base.execute(sql.replace("?", "%s"), values).fetchall()
        with closing(connect(self._file(door), read_only=True, timeout=20)) as base:
            return base.execute(sql, [each.replace("-", "") if _is_code(each) else each for each in values]).fetchall()

    def number(self, sql: str, *values: object, door: str = "records") -> int:
        return self.ask(sql, *values, door=door)[0][0]

    def assert_sound(self) -> None:
        """Both databases are whole and every reference in them leads somewhere."""
        if self.installation.databases:
            return  # PostgreSQL checks its references itself and has no such question
        for door in ("records", "public"):
            if self._file(door).exists():
                assert self.ask("PRAGMA integrity_check", door=door) == [("ok",)]
                assert self.ask("PRAGMA foreign_key_check", door=door) == []

    def await_true(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + AGAIN_WITHIN_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"Waited in vain until {what}.\n{self.installation.said()[-2000:]}"
            time.sleep(0.1)

    def _file(self, door: str):
        return self.installation.home / ("public" if door == "public" else "staff") / f"{door}.sqlite3"


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def _is_code(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


@pytest.fixture(scope="module")
def databases() -> Iterator[dict[str, str]]:
    """Two fresh PostgreSQL databases where the suite runs on PostgreSQL, else none: SQLite files."""
    address = os.environ.get("WAYSTATION_RECORDS_DB", "")
    if not address:
        yield {}
        return
    names = {door: f"crash_{door}_{uuid4().hex[:8]}" for door in ("records", "public")}
    with psycopg.connect(address, autocommit=True) as server:
        for name in names.values():
            server.execute(f"CREATE DATABASE {name}")
    base = address.rpartition("/")[0]
    yield {f"WAYSTATION_{door.upper()}_DB": f"{base}/{name}" for door, name in names.items()}
    with psycopg.connect(address, autocommit=True) as server:
        for name in names.values():
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def house(tmp_path_factory, new_installation, databases) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("crash")
    installation = new_installation(folder / "home", databases)
    built = House(installation, folder)
    try:
        installation.start()
        built.add_staff()
        done = installation.run(*built.import_file(built.spreadsheet(FIRST_CONTACTS)))
        assert done.returncode == 0, done.stdout + done.stderr
        yield built
    finally:
        installation.stop()
