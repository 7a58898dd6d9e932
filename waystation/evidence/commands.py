"""`waystation figures` and `waystation release`: count, protect, draft, approve and check from the command line."""

import json
from collections.abc import Callable
from typing import Any, NoReturn
from uuid import UUID

import click
from django.core.exceptions import PermissionDenied
from django.utils import translation

from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User
from waystation.core.terminal import language
from waystation.evidence import actions, editions, figures, protection, tabulating, verifying
from waystation.evidence.indicator import UnknownIndicator, indicators
from waystation.evidence.models import Release
from waystation.evidence.published import PublishedTable
from waystation.evidence.sets import UnknownSet, release_sets

BY = click.option("--by", "sign_in_name", required=True, help="Sign-in name of the member of staff who does this.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")


@click.command("figures")
@click.option("--indicator", "code", help="Code of the indicator, such as people_assisted_by_form.")
@click.option("--list", "only_list", is_flag=True, help="List the indicators.")
@click.option("--organisation", "name", help="Which organisation, when this installation holds several.")
@JSON
def figures_command(*, code: str | None, only_list: bool, name: str | None, as_json: bool) -> None:
    """Count one indicator and print its protected table.

    Numbers are printed only after protection and audit: a withheld cell has no value here either.
    """
    if only_list or not code:
        _say(as_json, {"indicators": [_indicator_line(each) for each in indicators().values()]}, _print_indicators)
        return
    try:
        outcome = protection.protect_alone(figures.compute(code, _organisation(name)))
    except UnknownIndicator as unknown:
        _stop(str(unknown))
    table = outcome.table
    if table is None:
        _stop(outcome.refusal)
    about = {"snapshot": outcome.figures.snapshot.sha256, **editions.table_as_dict(table)}
    _say(as_json, about, lambda _about: _print_table(table))


@click.group("release")
def release_command() -> None:
    """Draft, approve, check and withdraw releases."""
    click.get_current_context().with_resource(translation.override(language()))


@release_command.command("list")
@JSON
def list_command(*, as_json: bool) -> None:
    """List the sets and every release of them, newest first."""
    rows = [_release_line(release) for release in Release.objects.all()]
    _say(as_json, {"sets": list(release_sets()), "releases": rows}, _print_releases)


@release_command.command("draft")
@click.argument("set_codes", metavar="SET…", nargs=-1, required=True)
@BY
@JSON
def draft_command(*, set_codes: tuple[str, ...], sign_in_name: str, as_json: bool) -> None:
    """Count, protect and audit a new edition of each SET; an unfinished draft is taken up again."""
    by = _person(sign_in_name)
    at_hand: actions.AtHand = {}
    try:
        drafts = [_draft(set_code, by, at_hand, quiet=as_json) for set_code in set_codes]
    except (UnknownSet, ActionRefused, PermissionDenied) as refusal:
        _refuse(refusal)
    details = [_release_details(release) for release in drafts]
    if as_json:
        _say(as_json, details[0] if len(details) == 1 else {"releases": details}, _print_details)
    else:
        for each in details:
            _print_details(each)


@release_command.command("approve")
@click.argument("code", type=click.UUID)
@BY
@JSON
def approve_command(*, code: UUID, sign_in_name: str, as_json: bool) -> None:
    """Freeze a finished draft under the name of --by and send it to the public door."""
    try:
        release = actions.approve_release(_release(code), by=_person(sign_in_name))
    except (ActionRefused, PermissionDenied) as refusal:
        _refuse(refusal)
    _say(as_json, _release_details(release), _print_details)


@release_command.command("withdraw")
@click.argument("code", type=click.UUID)
@BY
@click.option("--why", required=True, help="The reason, as readers of the public page will see it.")
@JSON
def withdraw_command(*, code: UUID, sign_in_name: str, why: str, as_json: bool) -> None:
    """Take an approved release off the public door; it stays on record."""
    try:
        release = actions.withdraw_release(_release(code), by=_person(sign_in_name), why=why)
    except (ActionRefused, PermissionDenied) as refusal:
        _refuse(refusal)
    _say(as_json, _release_details(release), _print_details)


@release_command.command("show")
@click.argument("code", type=click.UUID)
@JSON
def show_command(*, code: UUID, as_json: bool) -> None:
    """Print a release as it is, or would be, published."""
    release = _release(code)
    if as_json and release.payload:
        click.echo(release.payload)
        return
    whole = editions.as_published(release)
    _say(
        as_json,
        {**_release_details(release), "tables": [editions.table_as_dict(t) for t in whole.tables]},
        _print_details,
    )
    if not as_json:
        for table in whole.tables:
            _print_table(table)


@release_command.command("verify")
@click.argument("code", type=click.UUID, required=False)
@JSON
def verify_command(*, code: UUID | None, as_json: bool) -> None:
    """Count a frozen release again from its snapshot, audit it again, and compare; all of them without CODE."""
    frozen = Release.objects.filter(state__in=Release.FROZEN).order_by("set_code", "edition")
    verdicts = [verifying.verify(release) for release in (frozen.filter(code=code) if code else frozen)]
    if code and not verdicts:
        _stop(f"There is no approved release {code}. `waystation release list` shows all.")
    _say(as_json, {"releases": [verdict.as_dict() for verdict in verdicts]}, _print_verdicts)
    if not all(verdict.passed for verdict in verdicts):
        raise SystemExit(1)


def _draft(set_code: str, by: User, at_hand: actions.AtHand, *, quiet: bool) -> Release:
    """Draft and count one set, with a bar on the error stream."""
    from rich.console import Console
    from rich.progress import Progress

    release = actions.draft_release(set_code, by=by, background=False)
    with Progress(console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task(set_code, total=release.tables_total)

        def report(done: int, _total: int) -> None:
            progress.update(task, completed=done)

        return actions.compute_release(release.code, report, at_hand)


def _organisation(name: str | None) -> Organisation:
    found = list(Organisation.objects.filter(name=name) if name else Organisation.objects.order_by("pk"))
    if len(found) == 1:
        return found[0]
    which = f"holds {len(found)} organisations. Say which" if found else "holds no such organisation. Name another"
    return _stop(f"This installation {which} with --organisation.")


def _person(sign_in_name: str) -> User:
    person: User | None = User.objects.filter(sign_in_name=sign_in_name).first()
    if person is None:
        _stop(f"Nobody here signs in as {sign_in_name!r}. Give the sign-in name of a member of staff.")
    return person


def _release(code: UUID) -> Release:
    release = Release.objects.select_related("organisation").filter(code=code).first()
    if release is None:
        _stop(f"There is no release {code}. `waystation release list` shows all.")
    return release


def _refuse(refusal: Exception) -> NoReturn:
    if isinstance(refusal, PermissionDenied):
        _stop("This member of staff may not do that. Name somebody who may with --by.")
    _stop(str(refusal))


def _stop(why: str) -> NoReturn:
    raise click.ClickException(why)


def _say(as_json: bool, what: dict[str, Any], in_words: Callable[[dict[str, Any]], None]) -> None:
    if as_json:
        click.echo(json.dumps(what, ensure_ascii=False, default=str))
    else:
        in_words(what)


def _indicator_line(each: Any) -> dict[str, Any]:
    return {
        "code": each.code,
        "version": each.version,
        "unit": each.unit,
        "names": dict(each.names),
        "dimensions": [dimension.code for dimension in each.dimensions],
    }


def _release_line(release: Release) -> dict[str, Any]:
    return {
        "release": str(release.code),
        "set": release.set_code,
        "edition": release.edition,
        "state": release.state,
        "drafted_at": release.drafted_at.isoformat(),
        "approved_at": release.approved_at.isoformat() if release.approved_at else None,
    }


def _release_details(release: Release) -> dict[str, Any]:
    refusals = {draft.indicator: draft.refusal for draft in release.draft_tables.all() if draft.refusal}
    return {
        **_release_line(release),
        "tables_done": release.tables_done,
        "tables_total": release.tables_total,
        "audit_passed": release.audit.get("passed", False),
        "refusals": refusals,
        "failure": release.failure,
        "what_changed": release.what_changed,
        "snapshot": release.snapshot_sha256,
        "digest": release.digest,
    }


def _print_indicators(what: dict[str, Any]) -> None:
    for each in what["indicators"]:
        click.echo(f"{each['code']:48} {each['unit']:10} {', '.join(each['dimensions'])}")


def _print_releases(what: dict[str, Any]) -> None:
    for row in what["releases"]:
        click.echo(f"{row['release']}  {row['set']:22} edition {row['edition']:<3} {row['state']}")
    if not what["releases"]:
        click.echo(
            f"No release yet. Draft one: waystation release draft SET --by NAME. Sets: {', '.join(what['sets'])}."
        )


def _print_details(what: dict[str, Any]) -> None:
    click.echo(f"{what['set']}, edition {what['edition']}: {what['state']}  {what['release']}")
    click.echo(f"  snapshot {what['snapshot']}")
    if what["digest"]:
        click.echo(f"  digest   {what['digest']}")
    click.echo(f"  {tabulating.in_language(what['what_changed'])}")
    if what["failure"]:
        click.echo(f"  Not counted: {what['failure']}")
    for indicator, why in what["refusals"].items():
        click.echo(f"  {indicator} cannot be published: {why}")


def _print_verdicts(what: dict[str, Any]) -> None:
    for verdict in what["releases"]:
        found = "every number found again" if verdict["passed"] else "; ".join(verdict["problems"])
        click.echo(f"{verdict['set']} edition {verdict['edition']}, {verdict['cells']} cells: {found}")


def _print_table(table: PublishedTable) -> None:
    from rich.console import Console
    from rich.table import Table

    drawn = Table(
        *(dimension.names.get("en", dimension.code) for dimension in table.dimensions), table.unit, "share", "source"
    )
    for cell in table.cells:
        number = (cell.text or str(cell.value)) if cell.status == "shown" else cell.status
        share = "" if cell.share_pct is None else f"{cell.share_pct} %"
        drawn.add_row(*(cell.at[dimension.code] for dimension in table.dimensions), number, share, cell.source)
    console = Console()
    console.print(f"[bold]{table.names['en']}[/bold], {table.period}\n{table.definitions['en']}")
    console.print(drawn)
    console.print(f"Method: {table.method['name']}. Audit {'passed' if table.audit['passed'] else 'FAILED'}.")


COMMANDS = [figures_command, release_command]
