"""`waystation letters`: which letters are under way between the doors, and why one waits."""

import json
from uuid import UUID

import click

from waystation.letterbox import actions
from waystation.letterbox.models import Letter


@click.command()
@click.option("--all", "every", is_flag=True, help="Finished letters too; without it only those under way or refused.")
@click.option("--retry", "letter_id", type=click.UUID, help="Let this delayed or refused letter be tried at once.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def letters(*, every: bool, letter_id: UUID | None, as_json: bool) -> None:
    """Show the letters between the two doors.

    Each line gives the id, direction, kind, state and tries, and what went wrong last. Contents are never shown.
    WAYSTATION_DOOR=public shows the public door's own list.
    """
    if letter_id is not None:
        _retry(letter_id)
    shown = Letter.objects.order_by("pk") if every else Letter.objects.unfinished().order_by("pk")
    if as_json:
        click.echo(json.dumps({"letters": [_as_dict(letter) for letter in shown]}, ensure_ascii=False))
    elif shown:
        for letter in shown:
            click.echo(_line(letter))
    else:
        click.echo("No letters are under way.")


def _retry(letter_id: UUID) -> None:
    found = Letter.objects.filter(letter_id=letter_id).first()
    if found is None:
        raise click.UsageError(f"There is no letter {letter_id} here: take the id from the list.")
    actions.try_again_now(found)


def _line(letter: Letter) -> str:
    arrow = "→" if letter.direction == Letter.Direction.OUT else "←"
    return (
        f"{letter.letter_id}  {arrow} {letter.kind:20} {letter.state:8} {letter.attempts:3} tries  {letter.last_error}"
    )


def _as_dict(letter: Letter) -> dict[str, object]:
    return {
        "letter_id": str(letter.letter_id),
        "direction": letter.direction,
        "kind": letter.kind,
        "state": letter.state,
        "attempts": letter.attempts,
        "created_at": letter.created_at.isoformat(),
        "last_error": letter.last_error,
    }


COMMANDS = [letters]
