"""The letterbox key pair: the private half in the staff folder only, the public half in both.

On one machine `prepare` puts both in place. For a public door elsewhere, somebody carries
`staff/letterbox.pub` to its `public` folder; the private half never leaves the staff side.
"""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRIVATE, PUBLIC = "letterbox.key", "letterbox.pub"


class KeyMissing(Exception):
    """A key file is not where it should be, or cannot be read as a key."""


def prepare(staff: Path) -> None:
    """Make the key pair of the staff side once; a second call changes nothing."""
    if not (staff / PRIVATE).exists():
        _write_once(staff / PRIVATE, Ed25519PrivateKey.generate().private_bytes_raw(), mode=0o600)
    raw = signing_key(staff).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    _write_once(staff / PUBLIC, raw, mode=0o644)


def install(staff: Path, public: Path) -> None:
    """Hand the public half to a public door on this machine, unless it has one."""
    if not (public / PUBLIC).exists():
        _write_once(public / PUBLIC, _read(staff / PUBLIC), mode=0o644)


def signing_key(staff: Path) -> Ed25519PrivateKey:
    """Return the private half; KeyMissing says what to do without it."""
    return Ed25519PrivateKey.from_private_bytes(_read(staff / PRIVATE))


def checking_key(public: Path) -> Ed25519PublicKey:
    """Return the public half as the public door holds it."""
    return Ed25519PublicKey.from_public_bytes(_read(public / PUBLIC))


def fit_together(staff: Path, public: Path) -> bool:
    """Say whether the public door on this machine holds the half that belongs to the staff side's."""
    return _read(staff / PUBLIC) == _read(public / PUBLIC)


def _read(path: Path) -> bytes:
    try:
        raw = base64.b64decode(path.read_text(encoding="ascii"), validate=True)
    except FileNotFoundError as error:
        raise KeyMissing(
            f"{path} is missing: restore it from the backup, or copy it from the other machine."
        ) from error
    except ValueError as error:
        raise KeyMissing(f"{path} is damaged: restore it from the backup.") from error
    if len(raw) != 32:
        raise KeyMissing(f"{path} holds {len(raw)} bytes and a key has 32: restore it from the backup.")
    return raw


def _write_once(path: Path, raw: bytes, *, mode: int) -> None:
    """Write all of the file or nothing; a file that is there already stays."""
    draft = path.with_suffix(f"{path.suffix}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(base64.b64encode(raw))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
