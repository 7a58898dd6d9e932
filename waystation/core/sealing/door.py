"""Sealing to somebody's public half: whoever seals cannot open it again. This is all that the public door needs.

Format 2: version byte, key id of the receiver, ephemeral public half (X25519), nonce, ciphertext (AES-256-GCM under
HKDF of the shared secret), bound to one place like everything sealed.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.core.sealing.envelope import KEY_ID_BYTES, NONCE_BYTES, TAG_BYTES, CannotOpen, Place, key_id
from waystation.core.sealing.padding import pad, unpad

VERSION = 2
PUBLIC_BYTES = 32
HEAD_BYTES = 1 + KEY_ID_BYTES + PUBLIC_BYTES + NONCE_BYTES
AT_NONCE = 1 + KEY_ID_BYTES + PUBLIC_BYTES


@dataclass(frozen=True)
class Door:
    """The public half of a key, and the id by which its holder knows what was sealed to it."""

    id: bytes
    public: bytes

    def seal(self, plain: bytes, place: Place) -> bytes:
        """Return what only the holder of the private half opens."""
        ephemeral, nonce = X25519PrivateKey.generate(), os.urandom(NONCE_BYTES)
        own = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public))
        ciphertext = _cipher(shared, own, self.public).encrypt(nonce, pad(plain), place.bound(VERSION))
        return bytes([VERSION]) + self.id + own + nonce + ciphertext


def public_half(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def open_at_door(envelope: bytes, private: X25519PrivateKey, place: Place) -> bytes:
    """Return what was sealed to this private half; CannotOpen when it was changed, moved or meant for another."""
    if len(envelope) < HEAD_BYTES + TAG_BYTES:
        raise CannotOpen(f"{place}: only {len(envelope)} bytes are left of the sealed value. Restore the backup.")
    if envelope[0] != VERSION:
        raise CannotOpen(f"{place}: sealed in format {envelope[0]} and not to a public half. Update the program.")
    ephemeral, nonce = envelope[1 + KEY_ID_BYTES : AT_NONCE], envelope[AT_NONCE:HEAD_BYTES]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        cipher = _cipher(shared, ephemeral, public_half(private))
        return unpad(cipher.decrypt(nonce, envelope[HEAD_BYTES:], place.bound(VERSION)))
    except (InvalidTag, ValueError) as error:
        whose = key_id(envelope).hex()
        raise CannotOpen(f"{place}: sealed to {whose}, and changed, moved or not meant for this key.") from error


def _cipher(shared: bytes, ephemeral: bytes, public: bytes) -> AESGCM:
    own = HKDF(hashes.SHA256(), 32, salt=ephemeral + public, info=b"waystation sealed at the door 2")
    return AESGCM(own.derive(shared))
