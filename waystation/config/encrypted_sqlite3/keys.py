"""The keys of database files: 32 random bytes each, in a file of their own that does not lie in the home.

A door's folder holds only a random number, `disk.id`, that names the key file. systemd may hand the key over instead.
"""

import os
import re
import secrets
from pathlib import Path

from waystation.config import home
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused

NUMBER = "disk.id"
KEY = re.compile(r"[0-9a-f]{64}")


def new_key() -> str:
    return secrets.token_hex(32)


def path_of(folder: Path) -> Path | None:
    """Return the key file of a door's folder; nothing where no key was ever made."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    if handed and (credential := Path(handed) / f"disk-{folder.name}.key").exists():
        return credential
    number = folder / NUMBER
    if not number.exists():
        return None
    return key_folder(folder) / f"{number.read_text(encoding='ascii').strip()}.disk.key"


def keys_of(folder: Path) -> list[str]:
    """Return the keys that may open the folder's database: one, and two while a new key is being given."""
    path = path_of(folder)
    if path is None:
        raise DiskKeyRefused(
            f"{folder / NUMBER} is gone, which names the key of the database: put it back, or restore a backup with "
            "two sheets. Nothing was changed."
        )
    try:
        found = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise DiskKeyRefused(
            f"The key of the {folder.name} database is not at {path}: put it back, say with WAYSTATION_KEYS in which "
            "folder it is, or restore a backup with two sheets. Nothing was changed."
        ) from None
    except OSError as error:
        raise DiskKeyRefused(f"{path} cannot be read ({error.strerror}): change its owner or mode.") from error
    if not found or not all(KEY.fullmatch(key) for key in found):
        raise DiskKeyRefused(f"{path} does not hold 64 signs of 0-9 and a-f: put the right key back.")
    return found


def key_for_new_file(folder: Path) -> str:
    """Return the folder's key, made now if it never had one."""
    if path_of(folder) is None:
        _make(folder)
    return keys_of(folder)[0]


def write(path: Path, keys: list[str]) -> None:
    """Write a key file in one step, readable by its owner alone, safe on the disk before this returns."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        settle(path.parent)
    except OSError as error:
        raise DiskKeyRefused(
            f"{path} cannot be written ({error.strerror}): set WAYSTATION_KEYS to a folder this user may write."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """See that the names in a folder are safe on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def key_folder(folder: Path) -> Path:
    """Return where key files lie, as `home.key_folder` says; refused inside what they protect."""
    place = home.key_folder()
    if place is None:
        raise DiskKeyRefused("This user has no home folder: set WAYSTATION_KEYS to a folder for keys.")
    if place.is_relative_to(folder.parent.resolve()):
        raise DiskKeyRefused(
            f"{place} lies in the folder that the key protects: set WAYSTATION_KEYS to a folder elsewhere."
        )
    return place


def _make(folder: Path) -> None:
    """Make the key first and then the number that names it: killed between the two, nothing is lost."""
    number, place = secrets.token_hex(8), key_folder(folder)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DiskKeyRefused(
            f"{place} cannot be made ({error.strerror}): set WAYSTATION_KEYS to a folder for keys."
        ) from error
    path = place / f"{number}.disk.key"
    write(path, [new_key()])
    draft = folder / f".{NUMBER}.{number}.new"
    draft.write_text(number, encoding="ascii")
    try:
        os.link(draft, folder / NUMBER)
        settle(folder)
    except FileExistsError:  # another process of this door was first
        path.unlink()
    finally:
        draft.unlink()
