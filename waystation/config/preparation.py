"""What a door needs before it opens: tables, translations, and at first its keys."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from waystation.config.catalogues import compile_stale
from waystation.config.database import ENCRYPTED
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused
from waystation.config.set_up import state
from waystation.letterbox import keys


def prepare() -> None:
    """Bring the door's database, translations and keys up to date; a second call changes nothing."""
    make_keys()
    compile_stale(settings.PACKAGE / "locale")
    encrypt()
    try:
        if unapplied():
            call_command("migrate", interactive=False, verbosity=0)
    except DiskKeyRefused as refusal:
        sys.exit(str(refusal))
    except OperationalError as error:
        sys.exit(f"The {settings.DOOR} door cannot reach its database: {str(error).strip()}\n{_remedy()}")
    finally:
        connection.close()


def encrypt() -> None:
    """Encrypt a database file that an earlier version left plain."""
    if settings.DATABASES["default"]["ENGINE"] != ENCRYPTED:
        return
    from waystation.config.encrypted_sqlite3.exporting import encrypt_if_plain

    path = Path(settings.DATABASES["default"]["NAME"])
    try:
        if encrypt_if_plain(path):
            print(f"{path.name} is encrypted now, and the plain file was overwritten.", flush=True)  # noqa: T201
    except DiskKeyRefused as refusal:
        sys.exit(str(refusal))


def prepare_door() -> None:
    """Prepare, and begin the set-up ceremony of a house in which nobody works yet."""
    prepare()
    if settings.DOOR == "staff":
        state.begin()
        connection.close()


def unapplied() -> list[str]:
    """Return the names of migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def make_keys() -> None:
    """Make the letterbox keys on the staff side and hand the public half to a public door on this machine."""
    if settings.DOOR == "public":
        return
    staff, public = Path(settings.HOME) / "staff", Path(settings.HOME) / "public"
    staff.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.prepare(staff)
    if public.exists():
        keys.install(staff, public)


def _remedy() -> str:
    if connection.vendor == "postgresql":
        name = "WAYSTATION_PUBLIC_DB" if settings.DOOR == "public" else "WAYSTATION_RECORDS_DB"
        return f"Start PostgreSQL, or correct {name}, then start again."
    return f"See that {settings.DATABASES['default']['NAME']} can be written by this user, then start again."
