"""Which database a door uses: SQLite in its own folder, or the PostgreSQL it is told of."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from waystation.config.home import door_home

ENCRYPTED, PLAIN = "waystation.config.encrypted_sqlite3", "django.db.backends.sqlite3"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        # without it INSERT OR REPLACE takes a row away and no trigger that protects it hears of that
        "PRAGMA recursive_triggers=ON;"
    ),
}


def database(door: str) -> dict[str, Any]:
    """Return the door's database: WAYSTATION_RECORDS_DB / WAYSTATION_PUBLIC_DB, else an encrypted SQLite file."""
    name = "public" if door == "public" else "records"
    address = os.environ.get(f"WAYSTATION_{name.upper()}_DB", "")
    if address:
        return postgres(address)
    return {
        "ENGINE": PLAIN if os.environ.get("WAYSTATION_PLAIN_SQLITE") == "yes" else ENCRYPTED,
        "NAME": door_home(door) / f"{name}.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }


def postgres(address: str) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name`; a host that starts with `/` is a socket folder."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"Write the database as postgresql://user:password@host:port/name, not {parts.scheme}://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(_host(parts.netloc)),
        "PORT": parts.port or "",
    }


def _host(netloc: str) -> str:
    """Return the host as written: urlsplit would lower the capitals of a socket folder."""
    host = netloc.rpartition("@")[2]
    return host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
