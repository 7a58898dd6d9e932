"""Hands the keys of single records to a guest, sealed to the guest's own public half, and takes them back.

A guest holds no vault. What is handed on is the masked record key: when the record's shard is destroyed, by erasure or
by a purge, the guest's copy opens nothing either, in this database or in any backup of it. A new key for the vault
changes nothing for a guest. A new password made without the old one ends every copy: the pair it was sealed to is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core.errors import ActionRefused
from waystation.core.keys.models import HandedKey, StaffKeys
from waystation.core.models import User
from waystation.core.sealing.door import open_at_door
from waystation.core.sealing.envelope import CannotOpen, Place
from waystation.core.sealing.fields import Sealed
from waystation.core.sealing.records import SealedRecord, key_of, place_of
from waystation.core.sealing.vaults import HandedKeyring, Keyring, parted


@dataclass(frozen=True)
class Share:
    """What lets a guest see records: its code, the guest, and its end."""

    code: UUID
    guest: User
    until: datetime


def keyring_of_guest(member: User, private: X25519PrivateKey) -> HandedKeyring:
    """Return the keys that were handed to this guest and whose end has not come; a damaged one opens nothing."""
    handed: dict[Place, tuple[bytes, int]] = {}
    for each in HandedKey.objects.filter(member=member, until__gt=now()):
        sealed, slot = parted(bytes(each.sealed))
        try:
            secret = open_at_door(sealed, private, each.place())
        except CannotOpen:
            continue
        if slot is not None:
            label, _dot, model = each.kind.partition(".")
            handed[Place(label, model, "record_key", str(each.on_code))] = (secret, slot)
    return HandedKeyring(handed)


@transaction.atomic
def hand(records: Iterable[SealedRecord], share: Share, ring: Keyring) -> None:
    """Seal the key of each record to the guest; whoever shares writes the audit line.

    Refused for somebody who has no key pair yet.
    """
    own = StaffKeys.objects.filter(member=share.guest).first()
    if own is None:
        raise ActionRefused(_("This person has to sign in once before a key can be given to them."))
    for record in records:
        wrapped, place = _wrapped_key(record, ring), place_of(record, "record_key")
        copy = HandedKey(share=share.code, member=share.guest, kind=record._meta.label_lower, on_code=record.code)
        copy.until = share.until.replace(microsecond=0)
        copy.sealed = ring.hand_on(wrapped, record.VAULT, place, to=own.door(), at=copy.place())
        copy.save()


def take_back(share: UUID) -> None:
    """Delete every key that was handed over with this share."""
    HandedKey.objects.filter(share=share).delete()


def take_back_all(member: User) -> None:
    """Delete every key that was handed to the member: their key pair is gone, or they are no guest any more."""
    HandedKey.objects.filter(member=member).delete()


def forget(kind: str, codes: Iterable[UUID]) -> None:
    """Delete every copy of the keys of records that were emptied."""
    HandedKey.objects.filter(kind=kind, on_code__in=list(codes)).delete()


def is_any_over() -> bool:
    return HandedKey.objects.filter(until__lte=now()).exists()


def delete_what_is_over() -> None:
    """Delete the keys whose end has come; none of them opened anything since."""
    HandedKey.objects.filter(until__lte=now()).delete()


def _wrapped_key(record: SealedRecord, ring: Keyring) -> bytes:
    """Return the record's wrapped key, made where it has none yet, and wrapped anew where it has no shard."""
    model = type(record)
    kept = model._base_manager.select_for_update(of=("self",)).only("code", "record_key").get(pk=record.pk)
    if kept.record_key is None:
        key_of(kept, ring)
    elif parted(kept.record_key.stored)[1] is None:
        place = place_of(kept, "record_key")
        kept.record_key = Sealed(ring.wrap_anew(kept.record_key.stored, record.VAULT, place))
    model._base_manager.filter(pk=record.pk).update(record_key=kept.record_key)
    wrapped: bytes = kept.record_key.stored
    return wrapped
