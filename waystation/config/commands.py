"""Commands of the installation itself: up, work, migrate, check, staff, backup, restore."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from waystation.config.supervisor import DOORS, Plan, Supervisor
from waystation.core.rights import ROLES

P = ParamSpec("P")
R = TypeVar("R")
LOOPBACK = "127.0.0.1"


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up just before the command runs; showing its help needs none."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> R:
        import django

        django.setup()
        return command(*args, **options)

    return run


@click.command()
@click.option(
    "--demo", is_flag=True, help="Create an invented organisation with twenty years of invented records, once."
)
@click.option("--public-port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--staff-port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option(
    "--host", default=LOOPBACK, show_default=True, help="The address to listen on; keep it behind a TLS proxy."
)
@click.option(
    "--only",
    "doors",
    type=click.Choice(["public", "staff"]),
    help="Start one side, when the other stands on another machine. The staff side includes the worker.",
)
def up(*, demo: bool, public_port: int, staff_port: int, host: str, doors: DOORS | None) -> int:
    """Start the public door, the staff door and the worker, and keep them running.

    Databases are brought up to date first. A process that ends by itself is started again, ever more seldom. Ctrl+C or
    the signal TERM stops all of them; so does the end of this command, however it ends.

    \b
    Examples:
      waystation up
      waystation up --demo --public-port 8080
      WAYSTATION_PUBLIC_URL=https://example.org waystation up --only staff
    """  # noqa: D301  click reads the backspace as "keep these lines"
    from waystation.config.home import home

    if demo and doors == "public":
        raise click.UsageError("The invented organisation lives on the staff side: leave out --only public or --demo.")
    return Supervisor(Plan(home(), host, public_port, staff_port, doors or "both", demo)).run()


@click.command()
def work() -> None:
    """Run one worker: jobs and letters, until stopped.

    `waystation up` starts one by itself. Start more, also on other machines, where PostgreSQL keeps the records: no job
    runs twice.
    """
    from waystation.config.worker import work as run

    run()


@click.command()
@with_django
def migrate() -> None:
    """Bring the database of this door up to date.

    `waystation up` does this at each start. WAYSTATION_DOOR=public chooses the public door's database.
    """
    from waystation.config.preparation import encrypt, prepare, unapplied

    encrypt()
    waiting = len(unapplied())
    prepare()
    click.echo(f"{waiting} changes applied." if waiting else "The database was up to date.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@with_django
def check(*, as_json: bool) -> int:
    """Look whether everything is in order; each line says what is well, or what to do.

    Looks at both doors where both are on this machine. The exit code is 0 when all is well, else 1.
    """
    from waystation.config.checks import findings

    found = findings()
    good = all(finding.good for finding in found)
    if as_json:
        checks = [finding.as_dict() for finding in found]
        click.echo(json.dumps({"good": good, "checks": checks}, ensure_ascii=False))
    else:
        for finding in found:
            click.echo(finding.line())
    return 0 if good else 1


@click.group()
def staff() -> None:
    """Members of staff."""


@staff.command()
@click.argument("sign_in_name")
@click.option("--name", "display_name", prompt="Name shown to colleagues", help="Asked for when left out.")
@click.option(
    "--role",
    type=click.Choice(list(ROLES)),
    prompt="Role",
    help="Asked for when left out.",
)
@click.option("--organisation", "organisation_name", help="Needed once, for the first member of staff.")
@click.password_option(help="Asked for, unseen, when left out; a password on the command line can be seen by others.")
@with_django
def add(*, sign_in_name: str, display_name: str, role: str, organisation_name: str | None, password: str) -> None:
    """Create a member of staff who may sign in as SIGN_IN_NAME."""
    from waystation.config import actions
    from waystation.config.set_up import state
    from waystation.core.models import Organisation

    organisation = Organisation.objects.first()
    if organisation is None or (organisation_name and actions.unsettled_organisation()):
        if not organisation_name:
            raise click.UsageError("There is no organisation yet: name it with --organisation.")
        organisation = actions.create_organisation(organisation_name)
    actions.add_member(organisation, sign_in_name=sign_in_name, display_name=display_name, role=role, password=password)
    state.end()  # whoever has the command line sets the house up by hand; the recovery key stays to be made
    click.echo(f"{sign_in_name} may now sign in as {role}.")


@staff.command("password")
@click.argument("sign_in_name")
@click.option("--sheets-at-hand", is_flag=True, help="Also when nobody else holds a vault: two sheets will open it.")
@click.password_option(help="Asked for, unseen, when left out; a password on the command line can be seen by others.")
@with_django
def replace_password(*, sign_in_name: str, sheets_at_hand: bool, password: str) -> None:
    """Give SIGN_IN_NAME a new password, where the old one is forgotten.

    Nobody can read the old one, so the person gets a new key too: colleagues give it the vaults on the page “Keys”.
    """
    from waystation.config import actions

    actions.replace_password(sign_in_name, password, sheets_at_hand=sheets_at_hand)
    click.echo(f"{sign_in_name} may sign in. A colleague who holds the keys opens the page “Keys” to give them.")


@staff.command("second-factor-reset")
@click.argument("sign_in_name")
@with_django
def reset_second_factor(*, sign_in_name: str) -> None:
    """Take app, passkeys and recovery codes away from SIGN_IN_NAME, where phone and codes are lost.

    The next sign-in sets up a new second factor. It stands in the audit trail.
    """
    from waystation.config import actions

    actions.reset_second_factor(sign_in_name)
    click.echo(f"{sign_in_name} sets up a new second factor at the next sign-in.")


class OrFile(click.Group):
    """A group whose first word may also be a file: `backup FILE` means `backup make FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, "-h", "--help"}
        return super().parse_args(ctx, args if args and args[0] in known else ["make", *args])


@click.group(cls=OrFile)
def backup() -> None:
    """Make a sealed backup while Waystation runs: `waystation backup FILE`.

    It holds the databases, keys, files and settings of this machine, and opens only with two sheets of the recovery
    key and the newest file of shards, which is written beside it. FILE `-` sends it to another program; without FILE it
    gets a name with the time, in this folder.

    \b
    Examples:
      waystation backup /media/disk/monday.backup.age
      waystation backup - | ssh office 'cat > monday.backup.age'
      waystation backup shards - | ssh office 'cat > shards.age'
      waystation backup verify /media/disk/monday.backup.age
      waystation backup list
    """  # noqa: D301  click reads the backspace as "keep these lines"


@backup.command("make")
@click.argument("file", required=False, default="")
@with_django
def make_backup(*, file: str) -> None:
    """Make a backup; the same as `waystation backup FILE`."""
    from waystation.config.backup_console import make

    make(file)


@backup.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--shares-file", default="", help="A file with one share on each line; without it they are asked for.")
def verify_backup(*, file: Path, shares_file: str) -> None:
    """Open FILE with two shares and compare all of it with its list of contents; write nothing."""
    from waystation.config.backup_console import prove

    prove(file, shares_file)


@backup.command("shards")
@click.argument("folder", required=False, default="")
@with_django
def backup_shards(*, folder: str) -> int:
    """Write the shards again beside every backup, in all folders known, and in FOLDER. `-` prints them.

    An erasure does this by itself. The exit code is 1 when a folder could not be reached: then an old copy may lie
    there still, which opens what was erased since.
    """
    from waystation.config.backup_console import copy_shards

    return copy_shards(folder)


@backup.command("list")
@with_django
def list_backups() -> None:
    """List when backups were made here."""
    from waystation.core.recovery.access import backups_made

    for at, size, files in backups_made():
        click.echo(f"{at:%Y-%m-%d %H:%M}  {files:6} files  {size / 10**6:10.1f} MB")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", type=click.Path(path_type=Path), help="A new or empty folder: the new home.")
@click.option(
    "--rehearse",
    is_flag=True,
    help="Restore into a folder that is thrown away, open every record, and note the day here.",
)
@click.option("--shares-file", default="", help="A file with one share on each line; without it they are asked for.")
@click.option(
    "--shards",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The newest file of shards, where it does not lie beside FILE.",
)
def restore(*, file: Path, into: Path | None, rehearse: bool, shares_file: str, shards: Path | None) -> int:
    """Rebuild an installation from the backup FILE, with two sheets of the recovery key.

    All of FILE is proven before anything is written, and nothing is ever written over.
    """
    from waystation.config import backup_console

    if rehearse:
        return backup_console.rehearse(file, shares_file, shards)
    if into is None:
        raise click.UsageError("Name the new home with --into, or rehearse with --rehearse.")
    backup_console.bring_back(file, into, shares_file, shards)
    return 0


@click.group()
def disk() -> None:
    """The encryption of the database files on this machine's disk."""


@disk.command()
@with_django
def rekey() -> None:
    """Give the database files of this home new keys; Waystation must be stopped.

    Each file is written anew beside itself, counted and proven, and then takes the old one's place; the old one is
    overwritten. Stopped midway, the old key or the new one opens the file: run the command again.
    """
    from waystation.config.encrypted_sqlite3 import exporting, keys

    for file in _database_files():
        exporting.give_new_key(file)
        click.echo(f"{file.name} has a new key, which lies at {keys.path_of(file.parent)}. Make a backup now.")


@disk.command("where")
@with_django
def where_keys_lie() -> None:
    """Say where the keys of the database files lie, so that they can be kept on another disk."""
    from waystation.config.encrypted_sqlite3 import keys

    for file in _database_files():
        click.echo(f"{file}  {keys.path_of(file.parent)}")


def _database_files() -> list[Path]:
    from waystation.config.backup import DATABASES
    from waystation.config.home import home

    files = [home() / door / f"{name}.sqlite3" for door, name in DATABASES.items()]
    return [file for file in files if file.exists()]


COMMANDS = [up, work, migrate, check, staff, backup, restore, disk]
