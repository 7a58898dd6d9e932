"""The keys an import needs while the worker works on it: the file's, and those of the records it becomes."""

from collections.abc import Callable

from waystation.core.importing.targets import target
from waystation.core.keys import jobs
from waystation.core.keys.jobs import NoKeys
from waystation.core.models import ImportRun
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import IMPORTS

UNDER_WAY = (ImportRun.State.CHECKING, ImportRun.State.WRITING)


def needed(run: ImportRun) -> set[str]:
    """Return the vaults without which nobody can work on the run."""
    return {IMPORTS, getattr(target(run.target), "vault", IMPORTS)}


def give_keys(run: ImportRun) -> None:
    """Seal to the worker what the run needs, out of what is unlocked here."""
    jobs.give(str(run.code), needed(run))


def can_give_keys(run: ImportRun) -> bool:
    """Say whether everything the run needs is unlocked here."""
    return all(keyring().holds(vault) for vault in needed(run))


def waits_for_keys(run: ImportRun) -> bool:
    """Say whether the worker that was given the keys has ended, so that somebody who may has to give them again."""
    return run.state in UNDER_WAY and jobs.lacks(str(run.code))


def with_keys(code: str, work: Callable[[str], object]) -> None:
    """Work on the run with the keys it was given; without them it stays as it is until they are given again."""
    try:
        with jobs.taken(code):
            work(code)
    except NoKeys:
        return
    jobs.forget(code)
