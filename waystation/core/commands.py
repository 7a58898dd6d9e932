"""Commands of the core: importing files, undoing imports, proving the audit trail."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from waystation.core.importing.console import Answer
    from waystation.core.importing.progress import Watcher
    from waystation.core.models import Organisation, User
    from waystation.core.sealing.vaults import Keyring
    from waystation.core.trail.verifying import Proof


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--profile", default="", help="How to read it: ctdc, unodc, unhcr, uk-nrm, figures, or a saved mapping.")
@click.option("--dry-run", is_flag=True, help="Only check: list every row that fails and why; write nothing.")
@click.option("--skip-rejected", is_flag=True, help="Write the rows that pass and leave out those that fail.")
@click.option("--yes", is_flag=True, help="Do not ask before writing. Rows that fail still need --skip-rejected.")
@click.option("--undo", metavar="ID", default="", help="Take back a whole import by the id it printed.")
@click.option("--edition", default="", help="Which edition of its source the file is, where the file does not say.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="The order in which days are written.")
@click.option("--sheet", default="", help="Which sheet of a workbook; without it the first that is filled.")
@click.option("--header-row", type=click.IntRange(1, 30), help="The row the column names stand in, when not found.")
@click.option("--problems", "most", type=click.IntRange(0, 10_000), default=10_000, help="List at most this many.")
@click.option("--as", "sign_in_name", default="", help="In whose name; records of people need it, and the password.")
@click.option("--password-file", default="", help="Read the password from this file, - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def import_file(**given: object) -> int:
    """Bring a CSV or XLSX FILE in: records of people, or published figures.

    The file is checked first. A file with failing rows writes nothing unless --skip-rejected is given or you agree.
    What was imported before is not imported again, and a whole import can be undone.

    \b
    Examples:
      waystation import figures.csv --dry-run
      waystation import contacts.xlsx --profile contacts --date-order dmy --as arta
      waystation import ctdc.csv.gz --profile ctdc --json
      waystation import --undo 0b7c2f6e-…

    The exit code is 0 when all is well, 1 when rows fail and nothing was written, 2 when the file cannot be read.
    """  # noqa: D301  click reads the backspace as "keep these lines"
    from django.utils import translation

    from waystation.core.terminal import language

    if bool(given["file"]) == bool(given["undo"]):
        raise click.UsageError("Name one file to import, or --undo with the id of an import.")
    with translation.override(language()):
        _make_ready()
        with _unlocked(given):
            answer = _undo(given) if given["undo"] else _import(given)
        _say(answer, given)
    return answer.code


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--as", "sign_in_name", metavar="NAME", default="", help="Open samples with this person's keys.")
@click.option("--password-file", default="", help="Where the person's password stands, - for standard input.")
@click.option("--samples", default=50, show_default=True, help="How many records of each kind are opened.")
def verify_trail(*, as_json: bool, sign_in_name: str = "", password_file: str = "", samples: int = 50) -> int:
    """Prove the audit trail, the counts since the last backup, the shards of keys, and that samples open.

    No entry of the trail may have been changed, moved, added, removed or cut off. Nothing is stopped while it reads. An
    installation older than chained entries begins its chain here.

    \b
    Examples:
      waystation verify
      waystation verify --as vesna
      waystation verify --json

    The exit code is 0 when all is sound, 1 when something is wrong, 2 when the key cannot be read.
    """  # noqa: D301  click reads the backspace as "keep these lines"
    from waystation.core.audit import begin_chain
    from waystation.core.keys.proving import prove_records
    from waystation.core.sealing.envelope import CannotOpen
    from waystation.core.trail.verifying import verify

    _make_ready()
    try:
        ring = _keyring_of(sign_in_name, password_file) if sign_in_name else None
        with _bar() as watch:
            proofs = verify(begin_chain, lambda number: watch(number, 0.0))
        lines = list(prove_records(ring, samples))
    except CannotOpen as refusal:
        click.echo(str(refusal), err=True)
        return 2
    sound = all(proof.sound for proof in proofs) and all(line.good for line in lines)
    if as_json:
        records = [{"good": line.good, "says": line.says} for line in lines]
        chains = [proof.as_json() for proof in proofs]
        click.echo(json.dumps({"sound": sound, "chains": chains, "records": records}))
    else:
        _say_proofs(proofs)
        for line in lines:
            click.echo(f"{'' if line.good else 'WRONG  '}{line.says}")
    return 0 if sound else 1


COMMANDS = [import_file, verify_trail]


def _say_proofs(proofs: "Sequence[Proof]") -> None:
    for proof in proofs:
        whose = f"Organisation {proof.organisation}" if proof.organisation else "The installation"
        if proof.sound:
            click.echo(f"{whose}: {proof.entries} entries, all in their place and unchanged.")
            continue
        click.echo(f"{whose}: {proof.flaws} things are wrong among {proof.entries} entries.")
        for finding in proof.findings:
            click.echo(f"  {finding}")
        if proof.flaws > len(proof.findings):
            click.echo(f"  … and {proof.flaws - len(proof.findings)} more.")


@contextmanager
def _unlocked(given: dict[str, object]) -> "Iterator[None]":
    """Unlock the vaults of the person named; without a name, what the machine itself imports."""
    from waystation.core.sealing.staff import machine_keyring, unlocked
    from waystation.core.sealing.vaults import IMPORTS

    if not given["sign_in_name"] or given["undo"]:
        ring = machine_keyring()
    else:
        own = _keyring_of(str(given["sign_in_name"]), str(given["password_file"]))
        ring = own if own.holds(IMPORTS) else machine_keyring()
    with unlocked(ring):
        yield


def _keyring_of(sign_in_name: str, password_file: str) -> "Keyring":
    """Return what the person's password unlocks."""
    from waystation.core.keys.access import unlock
    from waystation.core.terminal import password

    person, _organisation = _who(sign_in_name)
    if person is None:
        raise click.UsageError("Say in whose name with --as.")
    typed = password(password_file)
    if not person.check_password(typed):
        raise click.UsageError(f"That is not the password of {person.sign_in_name}.")
    return unlock(person, typed)


def _import(given: dict[str, object]) -> "Answer":
    from waystation.core.importing.choosing import Wishes
    from waystation.core.importing.console import Order, carry_out

    person, organisation = _who(str(given["sign_in_name"]))
    constants = {"edition": str(given["edition"])} if given["edition"] else {}
    wishes = Wishes(
        profile=str(given["profile"]),
        date_order=str(given["date_order"] or ""),
        sheet=str(given["sheet"]),
        header_row=int(str(given["header_row"] or 0)),
        constants=constants,
    )
    order = Order(
        path=Path(str(given["file"])),
        organisation=organisation,
        by=person,
        wishes=wishes,
        dry_run=bool(given["dry_run"]),
        skip_rejected=bool(given["skip_rejected"]),
    )
    asks = sys.stdin.isatty() and not given["as_json"]
    with _bar() as watch:
        return carry_out(order, agree=lambda found: _agree(found, asks=asks, sure=bool(given["yes"])), watch=watch)


def _undo(given: dict[str, object]) -> "Answer":
    from waystation.core.importing.console import take_back

    person, organisation = _who(str(given["sign_in_name"]))
    return take_back(str(given["undo"]), organisation, by=person)


def _agree(found: "Answer", *, asks: bool, sure: bool) -> bool:
    """Without a person at the keyboard a clean file is written and one with failing rows is not."""
    if not asks or (sure and not found.rejected):
        return not found.rejected
    if not found.rejected:
        return click.confirm(f"{found.accepted} rows pass. Write them?", default=True, err=True)
    _list_problems(found, 20)
    return click.confirm(
        f"{found.rejected} of {found.rows} rows fail. Leave them out and write {found.accepted}?",
        default=False,
        err=True,
    )


def _say(answer: "Answer", given: dict[str, object]) -> None:
    if given["as_json"]:
        click.echo(json.dumps(answer.as_json(int(str(given["most"]))), ensure_ascii=False))
        return
    _list_problems(answer, min(20, int(str(given["most"]))))
    if given["undo"]:
        click.echo(f"Undone: {answer.written} records taken back." if not answer.code else "Nothing was undone.")
    elif answer.import_id and not answer.already:
        click.echo(
            f"Imported {answer.accepted} of {answer.rows} rows as {answer.import_id}. Undo: --undo with this id."
        )
    elif answer.already:
        click.echo("This file is here already; nothing was written.")
    elif given["dry_run"]:
        click.echo(f"{answer.rows} rows: {answer.accepted} pass, {answer.rejected} fail. Nothing was written.")
    else:
        click.echo(f"Nothing was written. {answer.rejected} of {answer.rows} rows fail.")


def _list_problems(answer: "Answer", most: int) -> None:
    for problem in answer.problems[:most]:
        place = " · ".join(filter(None, [f"row {problem.row}" if problem.row else "", problem.column]))
        click.echo(f"{place}: {problem.why}" if place else problem.why, err=True)
    if answer.problems_total > most:
        click.echo(f"… and {answer.problems_total - most} more.", err=True)


@contextmanager
def _bar() -> "Iterator[Watcher]":
    """Show progress on the error stream of a terminal; anywhere else, nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.fields[rows]:,} rows"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=1.0, rows=0)
        yield lambda rows, share: bar.update(task, completed=share, rows=rows)


def _who(sign_in_name: str) -> "tuple[User | None, Organisation]":
    """Return the person named, and the organisation: theirs, or the only one there is."""
    from waystation.core.importing.actions.asking import first_organisation
    from waystation.core.models import Organisation, User

    if sign_in_name:
        person = User.objects.filter(sign_in_name__iexact=sign_in_name, is_active=True).first()
        if person is None:
            raise click.UsageError(f"Nobody signs in as {sign_in_name}.")
        return person, person.organisation
    organisations = list(Organisation.objects.all()[:2])
    if len(organisations) > 1:
        raise click.UsageError("There are several organisations here: say in whose name with --as.")
    return None, organisations[0] if organisations else first_organisation()


def _make_ready() -> None:
    """Lay out the tables of a fresh installation; an older one is left to `waystation migrate`."""
    from django.core.management import call_command
    from django.db import connection

    if "core_organisation" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
