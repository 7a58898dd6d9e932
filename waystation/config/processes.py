"""Processes that never outlive the one that started them."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl


def die_with(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to end this process when its parent ends, even when the parent is killed outright."""
    ctypes.CDLL(None, use_errno=True).prctl(SET_PARENT_DEATH_SIGNAL, by)
    if os.getppid() != parent:  # it ended before we could ask
        os._exit(0)


def fork(work: Callable[[], None]) -> int:
    """Run the work in a copy of this process and return its number; the copy ends with the work.

    What the work loads and uses is given back when the copy ends, so the original stays small. Close
    database connections first: a connection must not be shared.
    """
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        die_with(parent, signal.SIGKILL)
        work()
        code = 0
    except SystemExit as wish:
        code = wish.code if isinstance(wish.code, int) else 1
        if isinstance(wish.code, str):
            print(wish.code, file=sys.stderr)  # noqa: T201  as the interpreter does for the original
    except BaseException:  # noqa: BLE001  a copy must never run on into its parent's code
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def fork_and_wait(work: Callable[[], None]) -> int:
    """Run the work in a copy of this process and return its exit code, 0 for good."""
    _, status = os.waitpid(fork(work), 0)
    return os.waitstatus_to_exitcode(status)


def ended(child: int) -> bool:
    """Say whether the copy has ended, and let go of it if so."""
    number, _status = os.waitpid(child, os.WNOHANG)
    return number == child
