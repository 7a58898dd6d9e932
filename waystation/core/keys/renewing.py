"""New keys by themselves: when somebody who knew a vault leaves, and where not all could be done, at the next sign-in.

The new key is in force at once. What lies under the old one is wrapped anew by the worker, which is lent the vaults.
"""

from django.db import transaction
from django_tasks import task

from waystation.core.keys import access, jobs, rotation
from waystation.core.models import User
from waystation.core.sealing.staff import keyring, unlocked
from waystation.core.sealing.vaults import Keyring


@transaction.atomic
def renew(ring: Keyring, *, by: User) -> None:
    """Give every vault that waits for it, and that this keyring holds, a new key; let the worker wrap what is left."""
    for vault in access.to_rotate(by.organisation):
        if ring.holds(vault.name) and ring.newest(vault.name).id == bytes(vault.key_id):
            ring = rotation.begin(vault, ring, by=by)
    names = {retired.name for retired in access.to_empty(by.organisation) if ring.holds(retired.name)}
    if names:
        with unlocked(ring):
            jobs.give(_job(by), names)
            wrap_anew.enqueue(str(by.code))


@task()
def wrap_anew(member: str) -> None:
    """Wrap anew what lies under older keys; without keys it waits for the next one who signs in."""
    by = User.objects.get(code=member)
    try:
        with jobs.taken(_job(by)):
            ring = keyring()
            for retired in access.to_empty(by.organisation):
                if ring.holds(retired.name):
                    rotation.finish(retired, ring, by=by)
    except jobs.NoKeys:
        return
    jobs.forget(_job(by))


def _job(by: User) -> str:
    return f"new keys {by.code}"
