"""Commands about keys: new keys for vaults, and opening vaults with two sheets of paper."""

from typing import TYPE_CHECKING

import click

from waystation.core.errors import ActionRefused

if TYPE_CHECKING:
    from waystation.core.models import User


@click.group()
def keys() -> None:
    """The keys of the vaults: who holds them, new ones, opening with two sheets."""


@keys.command()
@click.option("--as", "sign_in_name", required=True, help="Whose keys to use.")
@click.option("--password-file", default="", help="Read the password from this file, - for standard input.")
@click.option("--all", "every", is_flag=True, help="Every vault this person holds, not only those that need it.")
def rotate(*, sign_in_name: str, password_file: str, every: bool) -> None:
    """Give vaults a new key and wrap every record anew, while people go on working.

    Killed midway, it goes on where it stopped when it is run again.
    """
    from waystation.core.keys import access, rotation
    from waystation.core.keys.models import Vault
    from waystation.core.terminal import password

    member = _member(sign_in_name)
    typed = password(password_file)
    if not member.check_password(typed):
        raise ActionRefused(f"That is not the password of {member.sign_in_name}.")
    ring = access.unlock(member, typed)
    waiting = Vault.objects.of(member.organisation).in_force() if every else access.to_rotate(member.organisation)
    if not access.to_empty(member.organisation):  # else one that was interrupted is finished first
        for vault in waiting:
            if ring.holds(vault.name):
                ring = rotation.begin(vault, ring, by=member)
    for retired in access.to_empty(member.organisation):
        if ring.holds(retired.name):
            done = rotation.finish(retired, ring, by=member)
            click.echo(f"{retired.name}: {done} records are wrapped under the new key.")


@keys.command("open-with-sheets")
@click.argument("sign_in_name")
@click.option("--shares-file", default="", help="A file with one share on each line; without it they are asked for.")
def open_with_sheets(*, sign_in_name: str, shares_file: str) -> None:
    """Give SIGN_IN_NAME every vault, with two sheets of the recovery key, where nobody else holds the keys any more.

    It stands in the audit trail, and every vault then waits for a new key.
    """
    from waystation.core.keys import actions
    from waystation.core.recovery.asking import identity_from

    given = actions.open_with_sheets(_member(sign_in_name), identity_from(shares_file))
    click.echo(f"{sign_in_name} holds {', '.join(given)}. Next: waystation keys rotate --as {sign_in_name}")


COMMANDS = [keys]


def _member(sign_in_name: str) -> "User":
    from waystation.core.models import User

    member: User | None = User.objects.filter(sign_in_name__iexact=sign_in_name, is_active=True).first()
    if member is None:
        raise ActionRefused(f"Nobody signs in as {sign_in_name}.")
    return member
