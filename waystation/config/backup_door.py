"""Copies the database of one door while it is in use: `python -m waystation.config.backup_door TARGET`.

Runs as a process of that door, so that each side opens its own database only; prints what it copied as JSON.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from waystation.config.backup_errors import BackupFailed
from waystation.config.backup_manifest import Database
from waystation.config.database import ENCRYPTED
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused


def main(target: Path) -> None:
    """Copy the database to the target."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError, connection

    try:
        copy = _sqlite(target) if connection.vendor == "sqlite" else _postgres(target)
    except DiskKeyRefused as refusal:
        sys.exit(str(refusal))
    except (DatabaseError, OSError) as error:
        sys.exit(_why(error))
    except BackupFailed as refusal:
        sys.exit(str(refusal))
    print(json.dumps(asdict(copy)))  # noqa: T201  read by the process that asked


def _sqlite(target: Path) -> Database:
    """Copy without the pages of what was deleted; others go on writing meanwhile."""
    from django.db import connection

    if connection.settings_dict["ENGINE"] == ENCRYPTED:
        return _encrypted(target)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
        cursor.execute("ATTACH DATABASE %s AS backup", [str(target)])
        cursor.execute(
            "SELECT name FROM backup.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%%' ESCAPE '\\'"
        )
        names = sorted(name for (name,) in cursor.fetchall())
        return Database("sqlite", "", _migrations("backup."), _counts(names, "backup."))


def _encrypted(target: Path) -> Database:
    """Copy under a key for this once: the machine's own key never leaves it."""
    from django.db import connection

    from waystation.config.encrypted_sqlite3.exporting import export
    from waystation.config.encrypted_sqlite3.keys import new_key

    key = new_key()
    connection.ensure_connection()
    counts = export(connection.connection, target, key)
    return Database("sqlite", "", _migrations(""), counts, key)


def _postgres(target: Path) -> Database:
    """Copy as one moment sees it, and count in that same moment."""
    from django.db import connection, transaction

    from waystation.config.backup_postgres import dump

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        dump(connection.settings_dict, target, snapshot)
        names = sorted(connection.introspection.table_names(cursor))
        return Database("postgresql", "", _migrations(""), _counts(names, ""))


def _counts(names: list[str], schema: str) -> dict[str, int]:
    from django.db import connection

    counts = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {schema}{connection.ops.quote_name(name)}")  # noqa: S608  own tables
            counts[name] = int(cursor.fetchone()[0])
    return counts


def _migrations(schema: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM {schema}django_migrations ORDER BY app, name")  # noqa: S608  own schema
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def _why(error: Exception) -> str:
    if "full" in str(error) or getattr(error, "errno", None) == 28:
        return "The disk is full: make room for a copy of the database, then start again."
    return f"The database could not be copied ({type(error).__name__}): see `waystation check`."


if __name__ == "__main__":
    main(Path(sys.argv[1]))
