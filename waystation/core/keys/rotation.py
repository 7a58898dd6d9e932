"""Gives a vault a new key while people work, and wraps every record key anew.

Nothing is ever without a key: the old one rests sealed under the new one before the new one is used, each record is
changed only from the very wrap that was read, and a rotation that was killed goes on where it stopped.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from waystation.core import audit
from waystation.core.keys import actions
from waystation.core.keys.models import Grant, StaffKeys, Vault
from waystation.core.models import User
from waystation.core.recovery.access import state_of
from waystation.core.rights import vaults_of
from waystation.core.sealing.envelope import CannotOpen, key_id, seal
from waystation.core.sealing.fields import Sealed
from waystation.core.sealing.records import SealedRecord, place_of
from waystation.core.sealing.vaults import Keyring, VaultKey

BATCH = 500
Watcher = Callable[[int], None]


def rotate(vault: Vault, ring: Keyring, *, by: User | None, watch: Watcher = lambda _done: None) -> Keyring:
    """Give the vault a new generation and wrap all under it; return the keyring that holds it.

    Audited as `vault.rotated` and `vault.emptied`.
    """
    ring = begin(vault, ring, by=by)
    finish(Vault.objects.get(pk=vault.pk), ring, by=by, watch=watch)
    return ring


@transaction.atomic
def begin(vault: Vault, ring: Keyring, *, by: User | None) -> Keyring:
    """Put a new generation in force: given to everybody who holds the old one, and to the recovery key."""
    old = Vault.objects.select_for_update().get(pk=vault.pk)
    if old.retired_at is not None:
        return ring
    keys = ring.generations(old.name)
    if keys[0].id != bytes(old.key_id):
        raise CannotOpen(f"The vault {old.name} has a newer key than this one. Sign out and in again.")
    newer = keys[0].next()
    old.retired_at = now()
    old.save(update_fields=["retired_at"])
    new = _put_in_force(old, keys[0], newer)
    for grant in Grant.objects.filter(vault=old).select_related("member"):
        own = StaffKeys.objects.filter(member=grant.member).first()
        if own is not None and grant.member.is_active and old.name in vaults_of(grant.member.role):
            actions.give(new, grant.member, own, newer, by)
    recovery = state_of(old.organisation).key
    if recovery is not None:
        actions.seal_to_recovery(new, newer, recovery.public_half)
    audit.record("vault.rotated", by=by, on=new, vault=new.name, number=new.number)
    return Keyring({name: ring.generations(name) for name in ring.vaults()} | {old.name: (newer, *keys)})


def finish(retired: Vault, ring: Keyring, *, by: User | None, watch: Watcher = lambda _done: None) -> int:
    """Wrap anew what the retired generation still wraps; return how many records. May be run again after a kill."""
    done = 0
    for model in sealed_models(retired.name):
        for batch in _wrapped_under(model, retired):
            done += _wrap_anew(batch, ring)
            watch(done)
    if not any(left(retired)):
        _note_empty(retired, by)
    return done


def left(retired: Vault) -> Iterator[int]:
    """Yield how many records of each kind the generation still wraps, where there are any."""
    for model in sealed_models(retired.name):
        count = _under(model, retired).count()
        if count:
            yield count


def sealed_models(vault: str) -> list[type[SealedRecord]]:
    """Return the kinds of records whose keys the vault wraps."""
    return [each for each in apps.get_models() if issubclass(each, SealedRecord) and vault == each.VAULT]


def _put_in_force(old: Vault, key: VaultKey, newer: VaultKey) -> Vault:
    new = Vault(
        organisation=old.organisation,
        name=old.name,
        number=old.number + 1,
        key_id=newer.id,
        public=newer.door().public,
        before=old,
    )
    new.sealed_before = seal(key.carried(), newer.key, new.place("before"))
    new.save()
    return new


def _under(model: type[SealedRecord], retired: Vault) -> "QuerySet[SealedRecord]":
    name, first = f"{model._meta.db_table}", bytes(retired.key_id)
    piece = f'substr("{name}"."record_key", 2, {len(first)})'
    return model._base_manager.filter(record_key__isnull=False).extra(where=[f"{piece} = %s"], params=[first])  # noqa: S610


def _wrapped_under(model: type[SealedRecord], retired: Vault) -> Iterator[list[SealedRecord]]:
    last = 0
    while batch := list(_under(model, retired).filter(pk__gt=last).order_by("pk").only("code", "record_key")[:BATCH]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _wrap_anew(batch: list[SealedRecord], ring: Keyring) -> int:
    changed = 0
    for record in batch:
        old: Sealed = record.record_key
        place = place_of(record, "record_key")
        new = Sealed(ring.wrap_anew(old.stored, record.VAULT, place))
        if key_id(new.stored) == key_id(old.stored):
            continue
        unchanged = type(record)._base_manager.filter(pk=record.pk, record_key=old)
        changed += unchanged.update(record_key=new)
    return changed


@transaction.atomic
def _note_empty(retired: Vault, by: User | None) -> None:
    if Vault.objects.filter(pk=retired.pk, emptied_at=None).update(emptied_at=now()):
        Grant.objects.filter(vault=retired).delete()
        audit.record("vault.emptied", by=by, on=retired, vault=retired.name, number=retired.number)
