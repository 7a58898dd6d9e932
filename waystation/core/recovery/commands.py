"""Commands of the recovery key: make it and check its sheets."""

import sys
from typing import TYPE_CHECKING

import click

from waystation.core.errors import ActionRefused

if TYPE_CHECKING:
    from waystation.core.models import Organisation


@click.group()
def recovery() -> None:
    """The recovery key that opens backups, on three sheets of paper."""


@recovery.command("new")
def new_key() -> None:
    """Make a recovery key, show its three sheets once, and ask for two of them.

    The key is in force when two sheets were typed back, here or with `waystation recovery check`. Until then the one
    before stays in force; backups made with that one need its sheets for ever.
    """
    from waystation.core.recovery import actions

    key, made = actions.make_key(_organisation(), by=None)
    for number, words in enumerate(made, 1):
        click.echo(f"\nSheet {number} of 3 · …{key.short()}\n{_numbered(words)}")
    click.echo("\nWrite each sheet on paper for another person. They are shown once and stored nowhere.", err=True)
    if sys.stdin.isatty():
        _finish("")
    else:
        click.echo("The key is in force after: waystation recovery check", err=True)


@recovery.command("check")
@click.option("--shares-file", default="", help="A file with one share on each line; without it they are asked for.")
def check_sheets(*, shares_file: str) -> None:
    """Check that two sheets make the key of this installation, and put a new one in force."""
    _finish(shares_file)


COMMANDS = [recovery]


def _finish(shares_file: str) -> None:
    from waystation.core.recovery import actions
    from waystation.core.recovery.access import state_of
    from waystation.core.recovery.asking import typed_shares

    state = state_of(_organisation())
    key = state.unfinished or state.key
    if key is None:
        raise ActionRefused("There is no recovery key yet: make one with `waystation recovery new`.")
    typed = typed_shares(shares_file)
    if state.unfinished:
        actions.finish_key(key, typed, by=None)
        click.echo(f"The recovery key …{key.short()} is in force.")
    else:
        actions.check_shares(key, typed)
        click.echo(f"These sheets make the recovery key …{key.short()}, which is in force.")


def _organisation() -> "Organisation":
    from waystation.core.models import Organisation

    organisation = Organisation.objects.order_by("pk").first()
    if organisation is None:
        raise ActionRefused("There is no organisation yet: begin with `waystation staff add`.")
    return organisation


def _numbered(words: str) -> str:
    numbered = [f"{place:2}. {word:<9}" for place, word in enumerate(words.split(), 1)]
    return "\n".join("  ".join(numbered[start : start + 5]) for start in range(0, len(numbered), 5))
