"""Keys for work that goes on without its asker: sealed to a key that only the running worker has, in memory.

When the worker ends, so do its keys: a job it had not finished waits until somebody who may opens its page again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.utils.timezone import now

from waystation.core.keys.models import JobGrant, WorkerKey
from waystation.core.keys.personal import door_of, new_pair
from waystation.core.sealing.door import open_at_door, public_half
from waystation.core.sealing.envelope import KEY_BYTES, Place
from waystation.core.sealing.staff import keyring, unlocked
from waystation.core.sealing.vaults import Keyring, VaultKey

ALIVE_FOR = timedelta(seconds=45)
CARRIED_BYTES = 2 * KEY_BYTES


class NoKeys(Exception):
    """The job was given no keys that this worker could open: it waits for somebody who may."""


class InMemory:
    """The worker's private half, as long as this process and its copies live."""

    private: X25519PrivateKey | None = None
    code = ""


@transaction.atomic
def begin_worker() -> WorkerKey:
    """Make this process a worker that keys can be sealed to; workers not seen for a day are forgotten."""
    WorkerKey.objects.filter(seen_at__lt=now() - timedelta(days=1)).delete()
    InMemory.private = new_pair()
    worker = WorkerKey.objects.create(public=public_half(InMemory.private))
    InMemory.code = str(worker.code)
    return worker


def still_here() -> None:
    """Say that this worker lives."""
    WorkerKey.objects.filter(code=InMemory.code).update(seen_at=now())


def end_worker() -> None:
    """Forget this worker and all that was sealed to it."""
    WorkerKey.objects.filter(code=InMemory.code).delete()


@transaction.atomic
def give(job: str, vaults: Iterable[str]) -> None:
    """Seal the vaults that the job needs to every worker that lives."""
    ring = keyring().only(vaults)
    carried = {name: ring.generations(name) for name in ring.vaults()}
    plain = b"".join(_line(name, key) for name, keys in sorted(carried.items()) for key in keys)
    for worker in _living():
        sealed = door_of(bytes(worker.public)).seal(plain, _place(job))
        JobGrant.objects.update_or_create(job=job, worker=worker, defaults={"sealed": sealed})


def lacks(job: str) -> bool:
    """Say whether a worker that lives could not do the job: it may be the one that took the place of another."""
    workers = {worker.pk for worker in _living()}
    return workers != set(JobGrant.objects.filter(job=job, worker__in=workers).values_list("worker_id", flat=True))


@contextmanager
def taken(job: str) -> Iterator[None]:
    """Unlock what the job was given; where this process is no worker, what is unlocked stays so.

    NoKeys when nothing was given to this worker.
    """
    if InMemory.private is None:
        yield
        return
    grant = JobGrant.objects.filter(job=job, worker__code=InMemory.code).first()
    if grant is None:
        raise NoKeys
    plain = open_at_door(bytes(grant.sealed), InMemory.private, _place(job))
    with unlocked(Keyring(_read(plain))):
        yield


def forget(job: str) -> None:
    """Take the keys of a job back that is done."""
    JobGrant.objects.filter(job=job).delete()


def _living() -> list[WorkerKey]:
    return list(WorkerKey.objects.filter(seen_at__gte=now() - ALIVE_FOR))


def _line(name: str, key: VaultKey) -> bytes:
    return name.encode().ljust(30, b"\0") + key.carried()


def _read(plain: bytes) -> dict[str, list[VaultKey]]:
    keys: dict[str, list[VaultKey]] = {}
    for at in range(0, len(plain), 30 + CARRIED_BYTES):
        name = plain[at : at + 30].rstrip(b"\0").decode()
        keys.setdefault(name, []).append(VaultKey.from_carried(plain[at + 30 : at + 30 + CARRIED_BYTES]))
    return keys


def _place(job: str) -> Place:
    return Place("keys", "jobgrant", "sealed", job)
