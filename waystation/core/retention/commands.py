"""Commands of retention: look what is due, carry out what was approved."""

import click


@click.group()
def retention() -> None:
    """How long records are kept: what is due, and destroying it once a person agreed."""


@retention.command()
@click.option("--on", "on_day", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day; proposes nothing.")
def due(*, on_day: object) -> None:
    """List what the schedule says has to go today, and what a legal hold keeps."""
    from waystation.core.models import Organisation
    from waystation.core.retention import schedule
    from waystation.core.retention.kinds import kinds

    for organisation in Organisation.objects.order_by("pk"):
        found = schedule.due(organisation, on_day.date() if on_day else None)  # type: ignore[attr-defined]
        for code, count in found.counts.items():
            click.echo(f"{count:6}  {kinds()[code].name['en']}, clock started before {found.before[code]}")
        for code, count in found.held.items():
            click.echo(f"{count:6}  {kinds()[code].name['en']}, kept by a legal hold")
        if not found.counts:
            click.echo("Nothing is due.")


@retention.command()
def run() -> None:
    """Propose what is due, and carry out what a person has approved: fit for a daily timer.

    The proposal waits on the page “Retention” until somebody with the right approves it. A purge that was interrupted
    goes on.
    """
    from waystation.core.models import Organisation
    from waystation.core.retention.actions import purging, shredding
    from waystation.core.retention.models import Purge

    shredding.shred()
    for organisation in Organisation.objects.order_by("pk"):
        purge = purging.propose(organisation, by=None)
        if purge is None:
            click.echo("Nothing is due.")
        elif purge.state == Purge.State.PROPOSED:
            click.echo(f"{purge.total} records are due: approve them on the page “Retention”.")
        else:
            done = purging.carry_out(purge, lambda count: click.echo(f"{count} emptied …", err=True))
            click.echo(f"{done.done} records were emptied and {done.shards_destroyed} keys destroyed.")


COMMANDS = [retention]
