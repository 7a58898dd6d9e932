"""How far a job is, in a small file: seen by the pages while the job's one transaction is still open."""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass

from waystation.core.importing.files import folder

Watcher = Callable[[int, float], None]
EVERY_SECONDS = 0.25


@dataclass(frozen=True)
class Progress:
    """Rows done so far, the share of the file they are, and when this was written."""

    rows: int
    share: float
    at: float

    @property
    def age(self) -> float:
        """Return how many seconds ago the job last said something."""
        return max(0.0, time.time() - self.at)


def watcher(code: uuid.UUID) -> Watcher:
    """Return the function that a job tells (rows, share) as often as it likes."""
    path = folder() / f"{code}.progress"
    last = 0.0

    def tell(rows: int, share: float) -> None:
        nonlocal last
        now = time.time()
        if now - last < EVERY_SECONDS:
            return
        last = now
        draft = path.with_suffix(".writing")
        draft.write_text(json.dumps(asdict(Progress(rows, round(share, 4), now))), encoding="utf-8")
        draft.replace(path)

    return tell


def read(code: uuid.UUID) -> Progress | None:
    """Return what the job last said, or None before it said anything."""
    try:
        return Progress(**json.loads((folder() / f"{code}.progress").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def unwatched(_rows: int, _share: float) -> None:
    """For callers that show no progress."""
