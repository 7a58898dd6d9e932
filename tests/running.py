"""Starts the real processes for tests: own home, free ports, ended at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

PROGRAM = [sys.executable, "-m", "waystation.config.cli"]


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def environment(home, **more):
    """Own home and files; no database of another test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
    return {**kept, "WAYSTATION_HOME": str(home), **more}


def run(home, *arguments, **more):
    return subprocess.run(
        [*PROGRAM, *arguments], env=environment(home, **more), capture_output=True, text=True, check=False, timeout=180
    )


class Installation:
    """`waystation up` in a folder of its own."""

    def __init__(self, home: Path, *options: str, **more: str) -> None:
        self.home = home
        self.public, self.staff = free_port(), free_port()
        self.log = home.parent / f"{home.name}.log"
        ports = ["--public-port", str(self.public), "--staff-port", str(self.staff)]
        self.process = subprocess.Popen(
            [*PROGRAM, "up", *ports, *options],
            env=environment(home, **more),
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
        )

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def await_words(self, words: str, seconds: float = 120) -> None:
        await_true(lambda: words in self.words(), seconds, f"“{words}” in: {self.words()}")

    def get(self, door: str, path: str = "/", **headers: str):
        request = urllib.request.Request(f"http://127.0.0.1:{getattr(self, door)}{path}", headers=headers)
        return urllib.request.urlopen(request, timeout=60)  # noqa: S310  always http, always our own

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, *words: str) -> psutil.Process:
        return next(x for x in self.children() if set(words) <= set(command_of(x)))

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(timeout=30)


def command_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:  # it has ended in between
        return []


def await_true(condition, seconds=60, what="the condition"):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(0.1)
