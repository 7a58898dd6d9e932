"""Parcels: one row of the records, sealed by somebody who can open none of it; they travel between the doors.

A parcel is made where nobody may read it again: its record key is drawn there, masked with a half that travels beside
it, and sealed to the public half of a vault. The receiver writes the half into a shard of its own (`records.take_in`):
from then on the row is like every other, and whoever destroys the shard destroys the row. A report, an addition, a
file, a line of a chat: each is a parcel.
"""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from waystation.core.sealing.door import Door
from waystation.core.sealing.envelope import KEY_BYTES, Key, Place, seal


class DamagedParcel(ValueError):
    """What came is no parcel."""


@dataclass(frozen=True)
class Parcel:
    """One sealed row: its code, its sealed key, the half that becomes a shard, and its sealed columns."""

    code: UUID
    key: bytes
    half: bytes
    columns: Mapping[str, bytes]

    def written(self) -> dict[str, Any]:
        """Return the parcel as it stands in a letter."""
        columns = {name: to_text(sealed) for name, sealed in self.columns.items()}
        return {"code": str(self.code), "key": to_text(self.key), "half": to_text(self.half), "columns": columns}

    @classmethod
    def read(cls, written: Any) -> "Parcel":
        """Read what `written` gave; DamagedParcel for anything else."""
        try:
            columns = {str(name): from_text(sealed) for name, sealed in written["columns"].items()}
            parcel = cls(UUID(written["code"]), from_text(written["key"]), from_text(written["half"]), columns)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise DamagedParcel(f"This is no parcel: {type(error).__name__}.") from error
        if len(parcel.half) != KEY_BYTES or not parcel.key:
            raise DamagedParcel("This parcel has no key.")
        return parcel


class Packing:
    """A row on its way into a parcel; `schema` and `table` name where it will stand."""

    def __init__(self, door: Door, schema: str, table: str) -> None:
        self.code = uuid4()
        self._door, self._schema, self._table = door, schema, table
        self._key = Key.new()

    def seal(self, column: str, plain: bytes) -> bytes:
        """Return the content, sealed for this column of this row."""
        return seal(plain, self._key, self._place(column))

    def parcel(self, texts: Mapping[str, str]) -> Parcel:
        """Return the parcel with these texts; empty ones stay out."""
        half = os.urandom(KEY_BYTES)
        masked = bytes(a ^ b for a, b in zip(self._key.secret(), half, strict=True))
        columns = {name: self.seal(name, text.encode()) for name, text in texts.items() if text}
        return Parcel(self.code, self._door.seal(masked, self._place("record_key")), half, columns)

    def _place(self, column: str) -> Place:
        return Place(self._schema, self._table, column, str(self.code))


def to_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def from_text(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
