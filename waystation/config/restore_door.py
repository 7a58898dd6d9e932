"""Brings one door's restored database up to date: `python -m waystation.config.restore_door SOURCE MADE_AT`."""

import os
import sys
from datetime import datetime
from pathlib import Path

from waystation.core.errors import ActionRefused


def main(source: Path, made_at: str) -> None:
    """Load a PostgreSQL copy where it is one, apply what this version changed, and note the restore."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from waystation.config.preparation import prepare

    try:
        _load(source)
        _check_version()
    except ActionRefused as refusal:
        sys.exit(str(refusal))
    prepare()
    if settings.DOOR == "staff":
        _empty_what_was_erased_since()
        _note(datetime.fromisoformat(made_at))


def _load(source: Path) -> None:
    from django.db import connection

    from waystation.config.backup_errors import RestoreFailed
    from waystation.config.backup_postgres import load

    if connection.vendor != "postgresql":
        _adopt(source, sys.stdin.read())
        return
    if connection.introspection.table_names():
        raise RestoreFailed("The PostgreSQL database is not empty: name a new one.")
    load(connection.settings_dict, source)
    source.unlink()


def _adopt(source: Path, key: str) -> None:
    """Give the database this machine's key; one that was plain in the backup is encrypted when it is prepared."""
    from django.conf import settings

    from waystation.config.database import ENCRYPTED
    from waystation.config.preparation import encrypt

    if not key:
        encrypt()
        return
    from waystation.config.encrypted_sqlite3.exporting import adopt

    brought = source.rename(source.with_name(f"{source.name}.brought.new"))
    adopt(brought, key, source, encrypted=settings.DATABASES["default"]["ENGINE"] == ENCRYPTED)


def _check_version() -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from waystation.config.backup_errors import RestoreFailed

    loader = MigrationLoader(connection)
    if unknown := set(loader.applied_migrations) - set(loader.disk_migrations):
        names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown)[:3])
        raise RestoreFailed(f"A newer version made this backup ({names}): install that version, then restore.")


def _empty_what_was_erased_since() -> None:
    """Take away what no key opens any more: those people were erased after this backup was made."""
    from waystation.core.retention.actions.emptying import empty_unreadable

    empty_unreadable()


def _note(made_at: datetime) -> None:
    from waystation.core.models import Organisation
    from waystation.core.recovery.actions import note_restore

    for organisation in Organisation.objects.all():
        note_restore(organisation, made_at)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
