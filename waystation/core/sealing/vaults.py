"""Vaults: one key per role group wraps the keys of its records.

Where a vault key comes from is a `KeySource`. For now the keys lie in files of the staff home, readable by their
owner only, so that whoever takes the database alone learns nothing. Accounts with personal keys (a vault sealed to
each member, unlocked by sign-in) replace `KeyFiles` with another `KeySource`; nothing else changes.
"""

import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen, Key, Place, seal, unseal

CASE_TEAM = "case_team"
SOS_LINE = "sos_line"
FIELD_TEAM = "field_team"
IMPORTS = "imports"
VAULTS = (CASE_TEAM, SOS_LINE, FIELD_TEAM, IMPORTS)


class KeySource(Protocol):
    """Gives the key of a vault to those who may have it."""

    def vault_key(self, vault: str) -> Key: ...


class KeyFiles:
    """Vault keys as files of one folder, made on first use, mode 0600."""

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
    """The vaults one person has unlocked; opens and makes record keys."""

    def __init__(self, keys: Mapping[str, Key]) -> None:
        self._keys = dict(keys)

    @classmethod
    def unlock(cls, source: KeySource, vaults: tuple[str, ...] = VAULTS) -> "Keyring":
        return cls({vault: source.vault_key(vault) for vault in vaults})

    def wrap(self, record_key: Key, vault: str, place: Place) -> bytes:
        """Return the record key sealed under the vault's key."""
        return seal(record_key.secret(), self._of(vault), place)

    def unwrap(self, wrapped: bytes, vault: str, place: Place) -> Key:
        """Return the record key; CannotOpen when the vault is locked or the wrap was moved."""
        return Key(unseal(wrapped, self._of(vault), place))

    def blind(self, vault: str, text: str) -> str:
        """Return a code that knows the text again and that nobody without the vault can compute."""
        own = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"waystation blind index 1")
        return hmac.digest(own.derive(self._of(vault).secret()), text.encode(), "sha256").hex()

    def _of(self, vault: str) -> Key:
        try:
            return self._keys[vault]
        except KeyError:
            raise CannotOpen(f"The vault {vault} is locked. Sign in as somebody who belongs to it.") from None

    def __repr__(self) -> str:
        return f"<keyring: {', '.join(sorted(self._keys))}>"
