"""Starts both doors and the worker, keeps them running, and stops them together.

Imports neither Django nor any room: the supervisor itself stays small and has nothing to leak.
"""

import contextlib
import errno
import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from waystation.config.home import note_public_address

LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
STOP_WITHIN_SECONDS = 8.0
READY_WITHIN_SECONDS = 120.0
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  recognised here, chosen by the operator
DOORS = Literal["both", "public", "staff"]


class CannotStart(Exception):
    """The installation cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What to start and where."""

    home: Path
    host: str = "127.0.0.1"
    public_port: int = 8000
    staff_port: int = 8001
    doors: DOORS = "both"
    demo: bool = False

    def has(self, door: str) -> bool:
        return self.doors in {"both", door}

    def address(self, port: int) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{port}"

    def public_url(self) -> str:
        """Return where this machine itself finds the public door, also when it listens on every address."""
        return f"http://127.0.0.1:{self.public_port}" if self.host in EVERYWHERE else self.address(self.public_port)


@dataclass
class Child:
    """One process under supervision."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        command = [sys.executable, "-m", "waystation.config.child", str(os.getpid()), *self.arguments]
        self.process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, process_group=0)
        self.started_at = time.monotonic()

    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def plan_restart(self) -> float:
        """Forget the ended process and say after how many seconds a new one may start."""
        steady = time.monotonic() - self.started_at > STEADY_AFTER_SECONDS
        self.failures = 1 if steady else self.failures + 1
        pause = min(LONGEST_PAUSE_SECONDS, 0.25 * 2.0**self.failures)
        self.process, self.start_again_at = None, time.monotonic() + pause
        return pause


class Supervisor:
    """Runs a plan until it is told to stop."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stopping = False
        self.children = list(_children(plan))
        self._pipe = -1

    def run(self) -> int:
        """Start everything, keep it running, stop it; return the exit code."""
        with _only_one(self.plan.home), self._signals():
            _check_ports(self.plan)
            if self.plan.doors == "both":
                note_public_address(self.plan.home, self.plan.public_url())
            try:
                for door in self.children[:-1] if self.plan.has("staff") else self.children:
                    door.start()
                self._await_doors()
                self._announce()
                self._keep_running()
            finally:
                self._stop_all()
        return 0

    def _await_doors(self) -> None:
        waiting = {port for _door, port in _ports(self.plan)}
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while waiting and not self.stopping:
            waiting = {port for port in waiting if not _answers(self.plan.host, port)}
            for child in self.children:
                if child.exit_code() is not None:
                    raise CannotStart(f"{child.name.capitalize()} ended while starting: read its message above.")
            if time.monotonic() > deadline:
                raise CannotStart("The doors did not open within two minutes: read the messages above.")
            self._sleep(0.05)

    def _announce(self) -> None:
        if self.stopping:
            return
        if self.plan.has("public"):
            _say(f"Public door   {self.plan.address(self.plan.public_port)}")
        if self.plan.has("staff"):
            _say(f"Staff door    {self.plan.address(self.plan.staff_port)}")
            self.children[-1].start()
            self._say_set_up_code()
        _say("Stop with Ctrl+C.")
        if self.plan.demo:
            demo = Child("the invented organisation", ("demo",), _environment(self.plan, "staff"))
            demo.start()
            self.children.append(demo)

    def _say_set_up_code(self) -> None:
        code = self.plan.home / "staff" / "set-up.code"
        if code.is_file() and not self.plan.demo:
            _say(f"Set it up      {self.plan.address(self.plan.staff_port)}/set-up/  code {code.read_text('ascii')}")

    def _keep_running(self) -> None:
        while not self.stopping:
            self._sleep(self._next_restart())
            for child in list(self.children):
                self._look_after(child)

    def _look_after(self, child: Child) -> None:
        code = child.exit_code()
        if self.stopping:
            return
        if child.arguments == ("demo",) and code is not None:
            self.children.remove(child)
            if code:
                _say("The invented organisation is not complete: start again with --demo and it goes on.")
        elif code is not None:
            pause = child.plan_restart()
            _say(f"{child.name.capitalize()} ended ({_how(code)}); it starts again in {pause:g} s.")
        elif child.process is None and time.monotonic() >= child.start_again_at:
            child.start()

    def _next_restart(self) -> float:
        pauses = [child.start_again_at - time.monotonic() for child in self.children if child.process is None]
        return max(0.0, min(pauses, default=3600.0))

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Wake on a child's end and on the wish to stop, without looking round in between."""
        self._pipe, write_end = os.pipe()
        for end in (self._pipe, write_end):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._wish_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        yield

    def _wish_to_stop(self, *_: object) -> None:
        self.stopping = True

    def _sleep(self, seconds: float) -> None:
        ready, _, _ = select.select([self._pipe], [], [], seconds)
        if ready:
            os.read(self._pipe, 4096)


def _children(plan: Plan) -> Iterator[Child]:
    for door, port in _ports(plan):
        yield Child(f"the {door} door", ("door", plan.host, str(port)), _environment(plan, door))
    if plan.has("staff"):
        yield Child("the worker", ("worker",), _environment(plan, "staff"))


def _ports(plan: Plan) -> list[tuple[str, int]]:
    ports = [("public", plan.public_port), ("staff", plan.staff_port)]
    return [(door, port) for door, port in ports if plan.has(door)]


def _environment(plan: Plan, door: str) -> dict[str, str]:
    """Give each process what it needs: the public door is not even told where the records are."""
    environment = {**os.environ, "WAYSTATION_DOOR": door, "WAYSTATION_HOME": str(plan.home)}
    environment.pop("WAYSTATION_RECORDS_DB" if door == "public" else "WAYSTATION_PUBLIC_DB", None)
    if plan.demo:
        environment["WAYSTATION_DEMONSTRATION"] = "yes"
    if plan.doors == "both":
        environment.setdefault("WAYSTATION_PUBLIC_URL", plan.public_url())
    return environment


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Hold the home's lock; a second start on the same home is refused."""
    with _lock_file(home) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            running = file.read().strip()
            raise CannotStart(
                f"Waystation runs already for {home} (process {running}). "
                "Use that one, stop it first, or set WAYSTATION_HOME to another folder."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock_file(home: Path) -> TextIO:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return (home / "running.lock").open("a+", encoding="ascii")
    except OSError as error:
        raise CannotStart(
            f"{home} cannot be written ({error.strerror}): set WAYSTATION_HOME to a folder that can."
        ) from None


def _check_ports(plan: Plan) -> None:
    if plan.doors == "both" and plan.public_port == plan.staff_port:
        raise CannotStart("The two doors need two ports: give --public-port and --staff-port different numbers.")
    for door, port in _ports(plan):
        with socket.socket(socket.AF_INET6 if ":" in plan.host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((plan.host, port))
            except OSError as error:
                raise CannotStart(_why_not(error, plan.host, door, port)) from None


def _why_not(error: OSError, host: str, door: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: stop that, or choose another with --{door}-port."
    if error.errno == errno.EACCES:
        return f"Port {port} may be used by the administrator only: choose one above 1023 with --{door}-port."
    return f"This machine cannot listen on {host} port {port} ({error.strerror}): correct --host."


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _how(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is what the command prints
