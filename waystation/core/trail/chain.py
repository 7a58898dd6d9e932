"""The chain, format 1: HMAC-SHA256 over the whole entry, its number, and the MAC of the entry before it.

What is covered is one JSON list with a fixed order and sorted details, so that equal entries read equal on every
database. Whoever holds the database but not the key can neither change, move, add nor remove an entry unseen.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.core.sealing.envelope import Key
from waystation.core.sealing.vaults import KeySource

FORMAT = 1
VAULT = "trail"
START = "0" * 64
Details = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Written:
    """What one entry says."""

    at: datetime
    action: str
    by: int | None
    on_kind: str
    on_code: str
    details: Details


class TrailKey:
    """The key of the trail; it never shows itself."""

    __slots__ = ("_secret", "id")

    def __init__(self, key: Key) -> None:
        own = HKDF(hashes.SHA256(), 32, salt=None, info=b"waystation audit trail 1")
        self._secret = own.derive(key.secret())
        self.id = key.id.hex()

    @classmethod
    def of(cls, source: KeySource) -> "TrailKey":
        """Return the trail's key from wherever the keys of the vaults come from."""
        return cls(source.vault_key(VAULT))

    def mac(self, parts: list[object]) -> str:
        """Return the MAC of the parts as 64 hexadecimal digits."""
        text = json.dumps([FORMAT, *parts], sort_keys=True, separators=(",", ":"))
        return hmac.digest(self._secret, text.encode(), "sha256").hex()

    def __repr__(self) -> str:
        return f"<trail key {self.id}>"


@dataclass(frozen=True, slots=True)
class Chain:
    """One organisation's chain: its own code is covered too, so that no entry moves between chains."""

    key: TrailKey
    code: UUID

    def mac(self, number: int, before: str, written: Written) -> str:
        """Return the MAC of the entry at this number, after the entry whose MAC is `before`."""
        at = written.at.astimezone(UTC).isoformat(timespec="microseconds")
        on = (written.on_kind, written.on_code)
        return self.key.mac(
            ["entry", str(self.code), number, before, at, written.action, written.by, *on, dict(written.details)]
        )

    def seal(self, count: int, mac: str) -> str:
        """Return the MAC of the chain's end."""
        return self.key.mac(["head", str(self.code), count, mac])
