"""What the terminal says and asks while a backup is made, proven or restored."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from waystation.config.backup_errors import BackupFailed
from waystation.core.recovery import keys, shard_copies
from waystation.core.recovery.asking import identity_from

if TYPE_CHECKING:
    from waystation.config.backup import Watcher
    from waystation.config.backup_manifest import Manifest
    from waystation.core.models import Organisation


def make(name: str) -> None:
    """Make a backup under the name, `-` for the standard output; needs Django."""
    from django.conf import settings

    from waystation.config.backup import new_file, write_backup
    from waystation.core.recovery.actions import note_backup
    from waystation.core.recovery.actions.shards import keep_beside

    organisation, public_half = key_in_force()
    home = Path(settings.HOME)
    with _ends_tidily(), _bar() as watch:
        if name == "-":
            manifest = write_backup(_standard_output(), home, public_half, watch)
            sys.stdout.buffer.flush()
        else:
            path = Path(name or f"waystation-{datetime.now(UTC):%Y-%m-%d-%H%M}.backup.age")
            with new_file(path) as file:
                manifest = write_backup(file, home, public_half, watch)
                keep_beside(path.absolute().parent, public_half)
    counts = manifest.databases["staff"].counts if "staff" in manifest.databases else {}
    note_backup(organisation, size=manifest.size(), files=len(manifest.files), counts=counts)
    click.echo(f"{_in_short(manifest)} are backed up. Two sheets of …{manifest.key} open them.", err=True)
    if name == "-":
        click.echo("It opens only with its shards: send `waystation backup shards -` after it, in one place.", err=True)
    else:
        beside = shard_copies.name_of(manifest.shards)
        click.echo(f"Keep {path} and {beside} on a disk elsewhere, and rehearse a restore from them.", err=True)
        click.echo(f"Keep no older copy of {beside}: it would open what was erased since.", err=True)


def copy_shards(name: str) -> int:
    """Write the shards again into every folder of backups that is known, or where the name says."""
    from django.conf import settings

    from waystation.core.recovery.actions import shards as shard_actions

    _organisation, public_half = key_in_force()
    if name == "-":
        _standard_output().write(shard_copies.sealed(Path(settings.HOME), public_half))
        sys.stdout.buffer.flush()
        return 0
    if name:
        shard_actions.keep_beside(Path(name).absolute(), public_half)
    places = shard_actions.replace_everywhere()
    for place in places:
        click.echo(f"{'replaced     ' if place.reached else 'NOT REACHED  '}{place.folder}")
    if not places:
        click.echo("No folder of backups is known yet: make one with `waystation backup FILE`.")
    return 0 if all(place.reached for place in places) else 1


def prove(file: Path, shares_file: str) -> None:
    """Prove a backup with two shares, and write nothing."""
    from waystation.config.restore import prove as prove_backup

    manifest = prove_backup(file, identity_from(shares_file))
    click.echo(f"{_in_short(manifest)} are whole, as they were on {manifest.made():%d %B %Y, %H:%M} UTC.")
    for door, database in manifest.databases.items():
        click.echo(f"{door}: {sum(database.counts.values())} rows in {len(database.counts)} tables ({database.kind}).")


def bring_back(file: Path, into: Path, shares_file: str, shards: Path | None = None) -> None:
    """Restore a backup into an empty folder."""
    from waystation.config.restore import check_empty, restore

    into = into.absolute()
    check_empty(into)
    with _ends_tidily():
        manifest = restore(file, identity_from(shares_file), into, shards)
    click.echo(f"{_in_short(manifest)} are restored, as they were on {manifest.made():%d %B %Y, %H:%M} UTC.")
    for name, text in sorted(manifest.settings.items()):
        click.echo(f"It ran with {name}={text}")
    click.echo(f"Next: export WAYSTATION_HOME={into}; waystation check; waystation up")
    click.echo("Was this a rehearsal? Then note it on the page “Backup and recovery” of the living installation.")


def rehearse(file: Path, shares_file: str, shards: Path | None = None) -> int:
    """Restore a backup into a folder that is thrown away, open every record, and note it in this installation."""
    from waystation.config.rehearsal import note, rehearse

    with _ends_tidily():
        found = rehearse(file, shares_file, shards)
    for kind, count in sorted(found.opened.items()):
        click.echo(f"{count:8} {kind} opened")
    for kind, count in sorted(found.shut.items()):
        click.echo(f"{count:8} {kind} DID NOT OPEN")
    click.echo(f"{sum(found.opened.values())} records opened in {found.seconds:.0f} seconds, the restore included.")
    if not found.good:
        click.echo("This backup does not bring everything back: make another one, and rehearse again.", err=True)
        return 1
    click.echo("The rehearsal is noted." if note(found) else "There is no installation here to note it in.")
    return 0


def key_in_force() -> "tuple[Organisation, str]":
    """Return whose key is in force and its public half.

    Refused when there is none, or when the file of the home and the database name different ones: whoever changes one
    of them must not be able to have backups sealed to themselves.
    """
    from django.conf import settings

    from waystation.core.recovery.models import RecoveryKey

    key = RecoveryKey.objects.finished().select_related("organisation").order_by("finished_at").last()
    if key is None:
        raise BackupFailed("There is no recovery key in force: make one with `waystation recovery new`.")
    file = Path(settings.HOME) / "staff" / keys.PUBLIC_HALF
    if not file.exists() or file.read_text(encoding="ascii").strip() != key.public_half:
        raise BackupFailed(
            f"{file.name} in the staff folder is not the key of the database: somebody changed one of the two. "
            "Compare the letters with a sheet, and make a new key with `waystation recovery new`."
        )
    return key.organisation, key.public_half


def _standard_output() -> Any:
    if sys.stdout.isatty():
        raise click.UsageError("A backup is not for reading: send it on with | or >, or name a file.")
    return sys.stdout.buffer


def _in_short(manifest: "Manifest") -> str:
    return f"{len(manifest.files)} files ({manifest.size() / 10**6:.1f} MB)"


@contextmanager
def _ends_tidily() -> Iterator[None]:
    """Let the signal TERM end the work like Ctrl+C does, so that what is half done is removed."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _bar() -> "Iterator[Watcher]":
    """Show progress on the error stream of a terminal; anywhere else, nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("Backing up"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
