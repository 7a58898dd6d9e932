"""Installations of the real product, each in a home of its own, for tests that look at it from outside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from waystation.config.demonstration import DEMO_PASSWORD

PROGRAM = Path(sys.executable).with_name("waystation")
OPEN_WITHIN_SECONDS = 60
INVENTED_WITHIN_SECONDS = 240
LAST_WORDS_OF_DEMO = "Sign in at the staff door as"
DEMO_FAILED = "The invented organisation is not complete"


class Installation:
    """One home, and the `waystation` commands run on it as processes of their own."""

    def __init__(self, home: Path, databases: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.databases = dict(databases or {})
        self.public_port, self.staff_port = two_free_ports()
        self.log = home.with_name(f"{home.name}.log")
        self.up: subprocess.Popen[bytes] | None = None

    @property
    def public(self) -> str:
        return f"http://127.0.0.1:{self.public_port}"

    @property
    def staff(self) -> str:
        return f"http://127.0.0.1:{self.staff_port}"

    def environment(self, door: str = "staff") -> dict[str, str]:
        """Leave out what the tests themselves run with."""
        inherited = {name: text for name, text in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
        ours = {"WAYSTATION_HOME": str(self.home), "WAYSTATION_DOOR": door, "WAYSTATION_PUBLIC_URL": self.public}
        return {**inherited, **ours, **self.databases, "LANG": "en_GB.UTF-8"}

    def begin(self, *arguments: str, door: str = "staff") -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [PROGRAM, *arguments],
            env=self.environment(door),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )

    def run(self, *arguments: str, door: str = "staff", within: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        process = self.begin(*arguments, door=door)
        try:
            said, complained = process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return subprocess.CompletedProcess(arguments, process.returncode, said, complained)

    def start(self, *options: str) -> None:
        """Open both doors and wait until they answer."""
        ports = ("--public-port", str(self.public_port), "--staff-port", str(self.staff_port))
        with self.log.open("ab") as log:
            self.up = subprocess.Popen(
                [PROGRAM, "up", *options, *ports],
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self.await_words("Stop with Ctrl+C", OPEN_WITHIN_SECONDS)

    def await_words(self, words: str, within: float) -> None:
        """Wait until the command has printed the words; fail with its log when it ends or takes too long."""
        deadline = time.monotonic() + within
        while words not in self.said():
            ended = self.up is None or self.up.poll() is not None or DEMO_FAILED in self.said()
            if ended or time.monotonic() > deadline:
                pytest.fail(f"`waystation up` never said “{words}”:\n{self.said()[-2000:]}", pytrace=False)
            time.sleep(0.1)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def stop(self) -> int | None:
        """End what was started here and return its exit code."""
        if self.up is None:
            return None
        self.up.terminate()
        try:
            code = self.up.wait(20)
        except subprocess.TimeoutExpired:
            self.up.kill()
            code = self.up.wait()
        self.up = None
        self.log.unlink(missing_ok=True)
        return code

    def kill(self) -> None:
        """End the supervisor as a power cut does."""
        assert self.up is not None
        self.up.kill()
        self.up.wait()
        self.up = None
        self.log.unlink(missing_ok=True)


def two_free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Installation]:
    """The invented organisation, running, its releases on the public door; one for all browser tests."""
    installation = Installation(tmp_path_factory.mktemp("demo") / "home")
    try:
        installation.start("--demo")
        installation.await_words(LAST_WORDS_OF_DEMO, INVENTED_WITHIN_SECONDS)
        yield installation
    finally:
        installation.stop()


@pytest.fixture(scope="session")
def new_installation() -> type[Installation]:
    return Installation


@pytest.fixture(scope="session")
def password() -> str:
    return DEMO_PASSWORD


@pytest.fixture
def installation(tmp_path) -> Iterator[Installation]:
    """A fresh, empty installation; a test starts it if it needs the doors."""
    fresh = Installation(tmp_path / "home")
    try:
        yield fresh
    finally:
        fresh.stop()
