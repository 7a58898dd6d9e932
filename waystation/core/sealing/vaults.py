"""Vaults: one key per role group wraps the keys of its records.

A vault is one secret. From it follow the symmetric key that wraps record keys inside, and an X25519 pair whose public
half seals them at the door, where nobody can open. Rotation gives a vault a new generation; the older ones stay, to
read, in the keyring of whoever holds the newest (`core.keys`).
"""

import hmac
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.core.sealing import door, shards
from waystation.core.sealing.door import Door
from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen, Key, LockedVault, Place, key_id, seal, unseal

CASE_TEAM = "case_team"
SOS_LINE = "sos_line"
FIELD_TEAM = "field_team"
IMPORTS = "imports"
VAULTS = (CASE_TEAM, SOS_LINE, FIELD_TEAM, IMPORTS)
SHARDED = 0x80  # in the format byte of a wrapped key: it is masked, and the number of its shard stands behind it
SLOT_AT = -6
Doors = Callable[[], Mapping[str, Door]]


class VaultKey:
    """One generation of a vault. `index` outlives generations, so that blind codes stay comparable."""

    def __init__(self, secret: bytes, index: bytes | None = None) -> None:
        self.key = Key(secret)
        self._index = index or secret

    @classmethod
    def new(cls, index: bytes | None = None) -> "VaultKey":
        return cls(os.urandom(KEY_BYTES), index or os.urandom(KEY_BYTES))

    @classmethod
    def from_carried(cls, carried: bytes) -> "VaultKey":
        """Read what `carried` gave."""
        return cls(carried[:KEY_BYTES], carried[KEY_BYTES:])

    def carried(self) -> bytes:
        """Return everything this generation is: only for sealing it to somebody."""
        return self.key.secret() + self._index

    def next(self) -> "VaultKey":
        """Return a new generation of the same vault."""
        return VaultKey.new(self._index)

    @property
    def id(self) -> bytes:
        return self.key.id

    @cached_property
    def private(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(_derived(self.key.secret(), b"waystation vault door 1"))

    def door(self) -> Door:
        """Return the public half: it seals and opens nothing."""
        return Door(self.id, door.public_half(self.private))

    @cached_property
    def blinding(self) -> bytes:
        return _derived(self._index, b"waystation blind index 1")

    def unwrap(self, wrapped: bytes, place: Place) -> Key:
        if wrapped[:1] == bytes([door.VERSION]):
            return Key(door.open_at_door(wrapped, self.private, place))
        return Key(unseal(wrapped, self.key, place))

    def __repr__(self) -> str:
        return f"<vault key {self.id.hex()}>"


class KeySource(Protocol):
    """Gives the key of a vault to those who may have it."""

    def vault_key(self, vault: str) -> Key: ...


class KeyFiles:
    """Keys of the machine itself (its trail, its own imports of public figures) as files of one folder, mode 0600."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def vault_key(self, vault: str) -> Key:
        path = self._folder / f"{vault}.key"
        if not path.exists():
            self._make(path)
        if path.stat().st_mode & 0o077:
            raise CannotOpen(f"Others can read the key file {path.name}. Set its mode to 0600, then start again.")
        return Key(path.read_bytes())

    def _make(self, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Key.new().secret())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


class Keyring:
    """The vaults one person has unlocked; opens and makes record keys.

    `keys` gives for each vault its generations, the newest first. Into a vault that is locked, `doors` lets things be
    put which this keyring cannot open again. Where a vault got a new key since, `again` unlocks once more.
    """

    def __init__(
        self,
        keys: Mapping[str, Key | Sequence[VaultKey]],
        doors: Doors = dict,
        again: "Callable[[], Keyring] | None" = None,
    ) -> None:
        self._keys = {vault: _generations(of_vault) for vault, of_vault in keys.items()}
        self._doors, self._again = doors, again
        self._sought: set[bytes] = set()

    def holds(self, vault: str) -> bool:
        return vault in self._keys

    def vaults(self) -> Iterable[str]:
        return self._keys.keys()

    def newest(self, vault: str) -> VaultKey:
        """Return the generation in force; LockedVault when the vault is locked."""
        return self._of(vault)[0]

    def generations(self, vault: str) -> tuple[VaultKey, ...]:
        return self._of(vault)

    def only(self, vaults: Iterable[str]) -> "Keyring":
        """Return a keyring with no other vaults than these."""
        return Keyring({vault: self._keys[vault] for vault in vaults if vault in self._keys}, self._doors)

    def wrap(self, record_key: Key, vault: str, place: Place) -> bytes:
        """Return the record key, masked with a shard of its own and sealed under the vault's key.

        Where the vault is locked it is sealed at its door.
        """
        slot, shard = shards.here().take()
        return self._wrap(shards.masked(record_key.secret(), shard), slot, vault, place)

    def unwrap(self, wrapped: bytes, vault: str, place: Place) -> Key:
        """Return the record key; LockedVault when the vault is locked, CannotOpen when it was moved or destroyed."""
        sealed, slot = parted(wrapped)
        key = self._generation(vault, key_id(sealed)).unwrap(sealed, place)
        return key if slot is None else Key(shards.masked(key.secret(), shards.here().read(slot)))

    def wrap_anew(self, wrapped: bytes, vault: str, place: Place) -> bytes:
        """Return the wrapped key under the vault's newest key, with the shard it has; one without is given one."""
        sealed, slot = parted(wrapped)
        key = self._generation(vault, key_id(sealed)).unwrap(sealed, place)
        return self.wrap(key, vault, place) if slot is None else self._wrap(key.secret(), slot, vault, place)

    def hand_on(self, wrapped: bytes, vault: str, place: Place, *, to: Door, at: Place) -> bytes:
        """Return the record key sealed to somebody's public half at another place, masked with the shard it has.

        So whoever destroys the record's shard ends this copy of its key as well, in every backup.
        """
        sealed, slot = parted(wrapped)
        if slot is None:
            raise CannotOpen(f"{place}: this key is from before there were shards. Rotate the vault {vault} first.")
        return with_slot(to.seal(self._generation(vault, key_id(sealed)).unwrap(sealed, place).secret(), at), slot)

    def _wrap(self, secret: bytes, slot: int, vault: str, place: Place) -> bytes:
        if vault in self._keys:
            sealed = seal(secret, self._keys[vault][0].key, place)
        else:
            there = self._doors().get(vault)
            if there is None:
                raise _locked(vault)
            sealed = there.seal(secret, place)
        return with_slot(sealed, slot)

    def blind(self, vault: str, text: str) -> str:
        """Return a code that knows the text again and that nobody without the vault can compute."""
        return hmac.digest(self._of(vault)[0].blinding, text.encode(), "sha256").hex()

    def _generation(self, vault: str, wanted: bytes) -> VaultKey:
        """Return the generation with this id, made since perhaps; the newest where there is none, which says why."""
        generations = self._of(vault)
        found = next((each for each in generations if each.id == wanted), None)
        if found is None and self._again is not None and wanted not in self._sought:
            self._sought.add(wanted)
            self._keys |= self._again()._keys
            return self._generation(vault, wanted)
        return found or generations[0]

    def _of(self, vault: str) -> tuple[VaultKey, ...]:
        try:
            return self._keys[vault]
        except KeyError:
            raise _locked(vault) from None

    def __repr__(self) -> str:
        return f"<keyring: {', '.join(sorted(self._keys))}>"


class HandedKeyring(Keyring):
    """The keys of single records that a guest was handed, by their places: no vault, and nothing to seal with.

    Each is a masked key with the number of its shard. A record that has a new key since is locked.
    """

    def __init__(self, handed: Mapping[Place, tuple[bytes, int]]) -> None:
        super().__init__({})
        self._handed = handed

    def unwrap(self, wrapped: bytes, vault: str, place: Place) -> Key:
        secret, slot = self._handed.get(place, (b"", None))
        if slot is None or parted(wrapped)[1] != slot:
            raise _locked(vault)
        return Key(shards.masked(secret, shards.here().read(slot)))


def with_slot(sealed: bytes, slot: int) -> bytes:
    """Return what a vault or its door sealed, with the number of its shard behind it."""
    return bytes([sealed[0] | SHARDED]) + sealed[1:] + slot.to_bytes(-SLOT_AT)


def parted(wrapped: bytes) -> tuple[bytes, int | None]:
    """Return what the vault sealed, and the number of its shard; none for a key from before there were shards."""
    if not wrapped or not wrapped[0] & SHARDED:
        return wrapped, None
    return bytes([wrapped[0] ^ SHARDED]) + wrapped[1:SLOT_AT], int.from_bytes(wrapped[SLOT_AT:])


def _generations(of_vault: Key | Sequence[VaultKey]) -> tuple[VaultKey, ...]:
    return (VaultKey(of_vault.secret()),) if isinstance(of_vault, Key) else tuple(of_vault)


def _locked(vault: str) -> LockedVault:
    return LockedVault(f"The vault {vault} is locked. Sign in as somebody who belongs to it.")


def _derived(secret: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)
