"""The keyring of the present context: a request of somebody signed in, a job that was given keys, a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from waystation.core.sealing.vaults import IMPORTS, KeyFiles, Keyring, VaultKey

LOCKED = Keyring({})
_here: ContextVar[Callable[[], Keyring] | None] = ContextVar("unlocked vaults", default=None)


def keyring() -> Keyring:
    """Return the vaults that are unlocked here: none, where nobody signed in. Opening says then which is locked."""
    unlocked = _here.get()
    return LOCKED if unlocked is None else unlocked()


@contextmanager
def unlocked(ring: Keyring | Callable[[], Keyring]) -> Iterator[None]:
    """Let the keyring be unlocked within the block, and nowhere else."""
    token = _here.set((lambda: ring) if isinstance(ring, Keyring) else ring)
    try:
        yield
    finally:
        _here.reset(token)


def of_the_machine() -> VaultKey:
    """Return the key under which the machine keeps its own imports of public figures while they are under way.

    It lies in a file of the staff home: nothing about people is ever sealed under it.
    """
    return VaultKey(KeyFiles(Path(settings.HOME) / "staff" / "vaults").vault_key(IMPORTS).secret())


def machine_keyring() -> Keyring:
    """Return what a command without anybody's name may open."""
    return Keyring({IMPORTS: [of_the_machine()]})
