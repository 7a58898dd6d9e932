"""Names, opened explicitly."""

from django.utils.translation import gettext as _

from waystation.cases.models import Person
from waystation.core.sealing.envelope import LockedVault
from waystation.core.sealing.records import open_text
from waystation.core.sealing.vaults import Keyring

NAME_COLUMNS = ("given_name", "family_name", "alias")


def open_name(person: Person, keyring: Keyring) -> str:
    """Return the name as the person writes it, or the alias when that is all there is."""
    try:
        given, family, alias = (open_text(person, column, keyring) for column in NAME_COLUMNS)
    except LockedVault:
        return _("locked for you")
    return f"{given} {family}".strip() or alias
