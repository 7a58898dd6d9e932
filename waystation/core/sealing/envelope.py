"""Envelope, format 1: version byte, key id, nonce, ciphertext (AES-256-GCM), bound to one place in the database.

The additional data is `schema|table|column|row code|version`: a value moved to another row or column does not open.
"""

import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from waystation.core.sealing.padding import pad, unpad

VERSION = 1
KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES


class CannotOpen(Exception):
    """The envelope was not opened; the message says why, never what is inside."""


class LockedVault(CannotOpen):
    """Nothing is wrong with what is sealed: whoever asks does not hold the key of its vault."""


@dataclass(frozen=True)
class Place:
    """Where a value belongs: nothing sealed for one place opens at another."""

    schema: str
    table: str
    column: str
    row: str

    def bound(self, version: int) -> bytes:
        """Return the additional data; a part holding `|` is refused, for two places must never read alike."""
        parts = (self.schema, self.table, self.column, self.row)
        if any("|" in part for part in parts):
            raise ValueError("A schema, table, column or row code must not hold the sign |.")
        return "|".join((*parts, str(version))).encode()

    def __str__(self) -> str:
        return f"{self.schema}.{self.table}.{self.column}"


class Key:
    """A 256-bit key that never shows itself."""

    __slots__ = ("_cipher", "_secret", "id")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"A key has {KEY_BYTES} bytes, not {len(secret)}.")
        self._secret = secret
        self._cipher = AESGCM(secret)
        self.id = hashlib.sha256(b"waystation key id 1" + secret).digest()[:KEY_ID_BYTES]

    @classmethod
    def new(cls) -> "Key":
        return cls(os.urandom(KEY_BYTES))

    def secret(self) -> bytes:
        """Return the key itself: only for wrapping it under another key."""
        return self._secret

    def __repr__(self) -> str:
        return f"<key {self.id.hex()}>"


def seal(plain: bytes, key: Key, place: Place) -> bytes:
    """Return the padded text, sealed under the key and bound to the place."""
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = key._cipher.encrypt(nonce, pad(plain), place.bound(VERSION))
    return bytes([VERSION]) + key.id + nonce + ciphertext


def unseal(envelope: bytes, key: Key, place: Place) -> bytes:
    """Return what was sealed.

    Refused, with the reason, when the format is unknown, the key is another one, or the bytes were
    changed or moved here from another row or column.
    """
    if len(envelope) < HEAD_BYTES + TAG_BYTES:
        raise CannotOpen(f"{place}: only {len(envelope)} bytes are left of the sealed value. Restore the backup.")
    if envelope[0] != VERSION:
        raise CannotOpen(f"{place}: sealed in format {envelope[0]}, this version reads {VERSION}. Update the program.")
    if key_id(envelope) != key.id:
        raise CannotOpen(f"{place}: sealed under key {key_id(envelope).hex()}, but key {key.id.hex()} was given.")
    nonce = envelope[1 + KEY_ID_BYTES : HEAD_BYTES]
    try:
        padded = key._cipher.decrypt(nonce, envelope[HEAD_BYTES:], place.bound(VERSION))
    except InvalidTag as error:
        why = f"{place}: the sealed value was changed, or moved here from another row or column. Restore the backup."
        raise CannotOpen(why) from error
    return unpad(padded)


def key_id(envelope: bytes) -> bytes:
    """Return the id of the key the envelope was sealed under."""
    return envelope[1 : 1 + KEY_ID_BYTES]
