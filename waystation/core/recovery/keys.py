"""The age key pair that follows from the recovery secret; the private half exists only while it is used."""

import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import RecipientError, x25519

from waystation.core.errors import ActionRefused
from waystation.core.recovery.shares import SECRET_BYTES

PUBLIC_HALF = "recovery.pub"
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
SHOWN_LETTERS = 8


def new_secret() -> bytes:
    """Return a new secret; 128 bits are what an X25519 key is worth, and fit twenty words."""
    return os.urandom(SECRET_BYTES)


def identity(secret: bytes) -> Any:
    """Return the private half that opens backups."""
    raw = HKDF(hashes.SHA256(), 32, salt=None, info=b"waystation recovery key 1").derive(secret)
    return x25519.Identity.from_str(_bech32("age-secret-key-", raw).upper())


def recipient(secret: bytes) -> str:
    """Return the public half as age writes it: `age1…`."""
    return str(identity(secret).to_public())


def public_half(written: str) -> Any:
    """Return what backups are sealed to; refused when it is no public half of an age key."""
    try:
        return x25519.Recipient.from_str(written)
    except RecipientError as error:
        raise ActionRefused("The public half of the recovery key is damaged: run `waystation recovery new`.") from error


def short(written: str) -> str:
    """Return the letters a sheet shows, by which its holder knows the key again."""
    return written[-SHOWN_LETTERS:]


def _bech32(prefix: str, raw: bytes) -> str:
    """Write bytes as Bech32 (BIP 173), the way age writes its keys."""
    values = _fives(raw)
    head = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    sum_of = _polymod([*head, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [(sum_of >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1{''.join(LETTERS[value] for value in values)}"


def _fives(raw: bytes) -> list[int]:
    """Cut bytes into groups of five bits, the last filled with zeros."""
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]


def _polymod(values: list[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(GENERATOR):
            state ^= term if top >> place & 1 else 0
    return state
