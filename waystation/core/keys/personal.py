"""A person's own key pair; the private half rests under a key that only the password makes (Argon2id)."""

import hashlib
import os
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from waystation.core.sealing.door import Door, public_half
from waystation.core.sealing.envelope import KEY_BYTES, KEY_ID_BYTES, Key, Place, seal, unseal

SALT_BYTES = 16
TIME, MEMORY_KIB, LANES = 3, 64 * 1024, 1
COST = f"argon2id t={TIME} m={MEMORY_KIB} p={LANES}"


@dataclass(frozen=True)
class Resting:
    """A key pair as it rests in the database."""

    public: bytes
    salt: bytes
    sealed_private: bytes


def new_pair() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


def rest(private: X25519PrivateKey, password: str, place: Place) -> Resting:
    """Put the private half to rest under the password."""
    salt = os.urandom(SALT_BYTES)
    sealed = seal(private.private_bytes_raw(), _from(password, salt), place)
    return Resting(public_half(private), salt, sealed)


def wake(resting: Resting, password: str, place: Place) -> X25519PrivateKey:
    """Return the private half; CannotOpen when the password is another one."""
    return X25519PrivateKey.from_private_bytes(unseal(resting.sealed_private, _from(password, resting.salt), place))


def door_of(public: bytes) -> Door:
    """Return where things are sealed to this person."""
    return Door(hashlib.sha256(b"waystation personal key 1" + public).digest()[:KEY_ID_BYTES], public)


def _from(password: str, salt: bytes) -> Key:
    raw = hash_secret_raw(
        password.encode(),
        salt,
        time_cost=TIME,
        memory_cost=MEMORY_KIB,
        parallelism=LANES,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return Key(raw)
