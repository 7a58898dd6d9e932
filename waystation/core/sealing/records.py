"""Records with sealed columns: each row has its own random key, wrapped by the vault of its role group."""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from waystation.core.sealing import shards
from waystation.core.sealing.envelope import CannotOpen, Key, LockedVault, Place, seal, unseal
from waystation.core.sealing.fields import Sealed, SealedText
from waystation.core.sealing.parcels import DamagedParcel, Parcel
from waystation.core.sealing.vaults import Keyring, with_slot


class SealedRecord(models.Model):
    """A row with sealed columns; `VAULT` names whose vault opens it."""

    VAULT: ClassVar[str]

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record_key = SealedText(editable=False)

    class Meta:
        abstract = True


def place_of(record: SealedRecord, column: str) -> Place:
    """Return where the column of this row stands."""
    meta = record._meta
    return Place(meta.app_label, str(meta.model_name), column, str(record.code))


def seal_text(record: SealedRecord, column: str, text: str, keyring: Keyring) -> None:
    """Seal the text into the column of the unsaved change; an empty text empties the column."""
    if not isinstance(record._meta.get_field(column), SealedText):
        raise TypeError(f"{column} is not a sealed column of {record._meta.label}.")
    envelope = seal(text.encode(), key_of(record, keyring), place_of(record, column)) if text else None
    setattr(record, column, None if envelope is None else Sealed(envelope))


def seal_texts(record: SealedRecord, texts: Mapping[str, str], keyring: Keyring) -> None:
    """Seal several columns of one row, unwrapping its key only once."""
    key = key_of(record, keyring)
    for column, text in texts.items():
        if not isinstance(record._meta.get_field(column), SealedText):
            raise TypeError(f"{column} is not a sealed column of {record._meta.label}.")
        sealed = Sealed(seal(text.encode(), key, place_of(record, column))) if text else None
        setattr(record, column, sealed)


def open_text(record: SealedRecord, column: str, keyring: Keyring) -> str:
    """Return the text of the column, empty when nothing was written; CannotOpen says why not."""
    sealed: Sealed | None = getattr(record, column)
    if sealed is None:
        return ""
    if record.record_key is None:
        raise CannotOpen(f"{place_of(record, column)}: the key of this row is gone, and its text with it.")
    return unseal(sealed.stored, key_of(record, keyring), place_of(record, column)).decode()


def shown_text(record: SealedRecord, column: str, keyring: Keyring) -> str:
    """Return the text for a page: words that say so where this person's vaults do not open it."""
    try:
        return open_text(record, column, keyring)
    except LockedVault:
        return _("locked for you")


def take_in(record: SealedRecord, parcel: Parcel) -> None:
    """Put what was sealed elsewhere into the unsaved record, unopened; DamagedParcel for columns it does not have.

    The half that came with it becomes a shard: once that is destroyed, nothing opens the record any more.
    """
    columns = {field.name for field in record._meta.concrete_fields if isinstance(field, SealedText)} - {"record_key"}
    if strange := set(parcel.columns) - columns:
        raise DamagedParcel(f"{record._meta.label} has no sealed column {min(strange)[:40]!r}.")
    record.code = parcel.code
    record.record_key = Sealed(with_slot(parcel.key, shards.here().keep(parcel.half)))
    for column, envelope in parcel.columns.items():
        setattr(record, column, Sealed(envelope))


def key_of(record: SealedRecord, keyring: Keyring) -> Key:
    """Return the record's own key, made where it has none yet: only for what is sealed beside its columns."""
    place = place_of(record, "record_key")
    if record.record_key is not None:
        return keyring.unwrap(record.record_key.stored, record.VAULT, place)
    key = Key.new()
    record.record_key = Sealed(keyring.wrap(key, record.VAULT, place))
    return key
