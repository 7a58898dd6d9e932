"""The key under which words are marked: a file beside the keys of databases, outside the home that holds the marks.

The home names it by a random number only; systemd may hand it over instead. A worker and every outlet read it without
anybody signed in, for it opens nothing: it answers whether a text was marked.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from waystation.core.sealing.envelope import Key
from waystation.core.sealing.vaults import KeyFiles

NUMBER = "outlets.id"
CREDENTIAL = "outlets"


def marking_key() -> Key:
    """Return the key, made the first time."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if handed and (Path(handed) / f"{CREDENTIAL}.key").exists():
        return Key(bytes.fromhex((Path(handed) / f"{CREDENTIAL}.key").read_text(encoding="ascii").strip()))
    return _key(Path(settings.HOME) / "staff", settings.KEY_FOLDER)


@lru_cache(maxsize=4)
def _key(staff: Path, keys: Path | None) -> Key:
    name = f"{_number(staff)}.outlets"
    try:
        return KeyFiles(keys or staff / "sign-in").vault_key(name)
    except OSError:  # no folder outside may be written: better beside the other keys of the machine than no list at all
        return KeyFiles(staff / "sign-in").vault_key(name)


def _number(staff: Path) -> str:
    """Return the number that names this home's key, drawn once."""
    path = staff / NUMBER
    if not path.exists():
        staff.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = staff / f".{NUMBER}.{secrets.token_hex(4)}.new"
        draft.write_text(secrets.token_hex(8), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
