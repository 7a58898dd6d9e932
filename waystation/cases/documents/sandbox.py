"""Has a document drawn by a process that is shut in: bounded in time, memory and output, without files and network."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from waystation.cases.documents.files import TooLong, in_memory
from waystation.cases.documents.kinds import Kind
from waystation.cases.documents.redrawing import can_draw_pdf
from waystation.core.sealing.envelope import Key

MOST_BYTES = 64 * 1024 * 1024
MOST_DRAWN_BYTES = 16 * 1024 * 1024
SECONDS = 25.0
WAIT_SECONDS = 20.0
AT_ONCE = threading.BoundedSemaphore(2)
PROGRAM = [sys.executable, "-I", "-m", "waystation.cases.documents.redrawing"]


class CannotShow(Exception):
    """No copy for showing can be made of this document; its original is kept."""


class Busy(Exception):
    """Too many documents are being drawn at this moment."""


def can_draw(kind: Kind) -> bool:
    """Say whether documents of this kind can be drawn on this machine."""
    return kind == Kind.IMAGE or (kind == Kind.PDF and can_draw_pdf())


def count(code: UUID, key: Key, kind: Kind) -> int:
    """Return how many pages can be drawn of the document; CannotShow where there is none."""
    return int(_answer("count", code, key, kind, 1))


def draw(code: UUID, key: Key, kind: Kind, page: int) -> bytes:
    """Return the page as a JPEG; CannotShow, or Busy."""
    return _answer("draw", code, key, kind, page)


def _answer(what: str, code: UUID, key: Key, kind: Kind, page: int) -> bytes:
    if not can_draw(kind):
        raise CannotShow
    try:
        with _one_of_few(), in_memory(code, key, MOST_BYTES) as document:
            return run([*PROGRAM, what, kind.value, str(page)], document)
    except TooLong as too_long:
        raise CannotShow from too_long


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        AT_ONCE.release()


def run(command: list[str], document: int) -> bytes:
    """Run the program on the document and return what it writes; whoever writes or takes too much is ended."""
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "TMPDIR": "/nonexistent", "HOME": "/nonexistent"}
    with subprocess.Popen(
        command,
        stdin=document,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        cwd="/",
        start_new_session=True,
    ) as process:
        clock = threading.Timer(SECONDS, _end, [process])
        clock.start()
        try:
            drawn = process.stdout.read(MOST_DRAWN_BYTES + 1) if process.stdout else b""
            if len(drawn) > MOST_DRAWN_BYTES:
                _end(process)
            process.wait()
        finally:
            clock.cancel()
    if process.returncode or not drawn:
        raise CannotShow
    return drawn


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and what it started; they are a session of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
