"""Asks for two shares at the terminal, or reads them from a file; needs no database."""

from typing import Any

import click

from waystation.core.errors import ActionRefused
from waystation.core.recovery import keys, shares
from waystation.core.recovery.errors import WrongShares


def identity_from(shares_file: str) -> Any:
    """Return the private half that two shares make, typed or from a file with one share on each line."""
    return keys.identity(shares.combine(typed_shares(shares_file)))


def typed_shares(shares_file: str) -> list[str]:
    """Return two shares as written in the file, or as typed."""
    if not shares_file:
        return [_ask("one sheet"), _ask("another sheet")]
    try:
        lines = click.open_file(shares_file, encoding="utf-8").read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ActionRefused(
            f"{shares_file} cannot be read as a list of shares: write one share on each line."
        ) from error
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _ask(which: str) -> str:
    while True:
        words: str = click.prompt(f"The words of {which}", err=True)
        try:
            shares.read(words)
        except WrongShares as wrong:
            click.echo(str(wrong), err=True)
        else:
            return words
