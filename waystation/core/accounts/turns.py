"""One network's passwords are hashed one after another, so that no network takes the machine from everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from weakref import WeakValueDictionary

_guard = Lock()
_turns: "WeakValueDictionary[str, _Turn]" = WeakValueDictionary()


class _Turn:
    """A lock that goes when nobody waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()


@contextmanager
def turn_of(network: str) -> Iterator[None]:
    """Wait until nobody else of this network is at work within such a block."""
    with _guard:
        turn = _turns.setdefault(network, _Turn())
    with turn.lock:
        yield
