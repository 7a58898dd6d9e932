"""The bell: wakes the worker at once when there is something to do; without it the worker looks by itself."""

import os
import select
from pathlib import Path
from typing import Self

from django.conf import settings


def _path() -> Path:
    return Path(settings.HOME) / settings.DOOR / "bell"


def ring() -> None:
    """Wake the worker if one listens on this machine; never wait, never fail."""
    try:
        pipe = os.open(_path(), os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return
    try:
        os.write(pipe, b"!")
    except BlockingIOError:
        pass
    finally:
        os.close(pipe)


class Bell:
    """The worker's end of the bell."""

    def __init__(self) -> None:
        path = _path()
        if not path.exists():
            os.mkfifo(path, 0o600)
        self._pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def wait(self, seconds: float) -> bool:
        """Return True when rung, False when the seconds have passed."""
        ready, _, _ = select.select([self._pipe], [], [], seconds)
        if ready:
            os.read(self._pipe, 65536)
        return bool(ready)

    def close(self) -> None:
        os.close(self._pipe)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
