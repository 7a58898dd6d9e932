"""Where this installation keeps its databases, keys and files."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """Return the folder named by WAYSTATION_HOME, else `var` beside the package."""
    named = os.environ.get("WAYSTATION_HOME")
    return Path(named).expanduser().resolve() if named else Path(__file__).resolve().parents[2] / "var"


def door_home(door: str) -> Path:
    """Return the folder of one door; each door reads nothing of the other's."""
    folder = home() / door
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret(door: str, name: str) -> str:
    """Return the door's own secret, made once and readable by its owner only."""
    path = door_home(door) / f"{name}.secret"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")


def key_folder() -> Path | None:
    """Return where keys lie that do not belong into the home; nothing for a user without a folder of their own.

    It is WAYSTATION_KEYS, else `waystation/keys` among the user's settings.
    """
    named = os.environ.get("WAYSTATION_KEYS")
    try:
        of_user = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    except RuntimeError:
        of_user = None
    place = Path(named).expanduser() if named else of_user and of_user / "waystation" / "keys"
    return place.resolve() if place else None


def note_public_address(folder: Path, address: str) -> None:
    """Let commands in other windows find the public door that was started here."""
    (folder / "public.address").write_text(address, encoding="ascii")


def public_address() -> str:
    """Return where the staff side finds the public door: as told, as last started here, else the usual place."""
    noted = home() / "public.address"
    told = os.environ.get("WAYSTATION_PUBLIC_URL")
    return told or (noted.read_text(encoding="ascii") if noted.is_file() else "http://127.0.0.1:8000")
