"""Failures in words: what is wrong, then what to do."""

import os
from pathlib import Path

OUR_SENTENCES = ("postgresql://", "WAYSTATION_PLAIN_SQLITE")


def in_words(error: Exception) -> str:
    """Return the sentence a person reads when a command fails."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused
    from waystation.config.supervisor import CannotStart
    from waystation.core.errors import ActionRefused
    from waystation.letterbox.errors import DoorUnreachable
    from waystation.letterbox.keys import KeyMissing

    if isinstance(error, ActionRefused | CannotStart | DoorUnreachable | KeyMissing):
        return str(error)
    if isinstance(error, DiskKeyRefused):
        return str(error)
    if isinstance(error, DatabaseError):
        return _database_in_words(error)
    if isinstance(error, PermissionError) and error.filename:
        return f"{Path(str(error.filename)).name} may not be read or written by this user: change its owner or mode."
    if isinstance(error, ImproperlyConfigured | ValueError) and any(sign in str(error) for sign in OUR_SENTENCES):
        return str(error)
    return (
        f"Something nobody foresaw: {type(error).__name__}. Run the same command as `waystation --debug …` "
        "to see where, and report that with what you did."
    )


def _database_in_words(error: Exception) -> str:
    text = str(error).strip()
    if "no such table" in text or "no such column" in text or "does not exist" in text:
        return "The database lacks tables of this version: run `waystation migrate`, then the command again."
    if "not a database" in text or "malformed" in text:
        return (
            "The database file is damaged, or encrypted and WAYSTATION_PLAIN_SQLITE=yes is set: unset that, or restore "
            "a backup. Nothing was changed."
        )
    if "locked" in text:
        return "The database is busy with other work: try again in a minute."
    if "unable to open" in text or "readonly" in text or "read-only" in text:
        return "The database file cannot be written by this user: see the owner and mode of WAYSTATION_HOME."
    where = "WAYSTATION_RECORDS_DB" if os.environ.get("WAYSTATION_RECORDS_DB") else "WAYSTATION_HOME"
    return f"The database cannot be used ({type(error).__name__}): see `waystation check` and {where}."
