"""The two steps of the ceremony that change something."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.config.actions import add_member, create_organisation
from waystation.config.set_up import state
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.keys import actions as keys
from waystation.core.keys.access import unlock
from waystation.core.keys.models import Vault
from waystation.core.models import Organisation, User
from waystation.core.recovery import actions as recovery
from waystation.core.recovery.models import RecoveryKey
from waystation.core.sealing.vaults import Keyring

Answers = Mapping[str, str]


@transaction.atomic
def found(name: str, people: Sequence[Answers]) -> tuple[RecoveryKey, tuple[str, ...]]:
    """Create the organisation and its first people, give them their keys; return a recovery key and its three shares.

    Refused once somebody works here. Audited as `set_up.begun`.
    """
    if User.objects.exists():
        raise ActionRefused(_("Somebody works here already. Sign in instead."))
    organisation = create_organisation(name)
    members = [add_member(organisation, **person) for person in people]
    ring = unlock(members[0], people[0]["password"])
    for member in members:
        keys.let_in(member, ring, by=members[0])
    audit.record("set_up.begun", by=members[0], on=organisation, people=len(members))
    return _new_sheets(organisation, ring, by=members[0])


@transaction.atomic
def make_sheets_again(member: User, password: str) -> tuple[RecoveryKey, tuple[str, ...]]:
    """Make another recovery key where the sheets were lost before two were typed back; the first is forgotten."""
    return _new_sheets(member.organisation, unlock(member, password), by=member)


@transaction.atomic
def finish(key: RecoveryKey, typed: Sequence[str]) -> None:
    """Put the key in force and open the house. Audited as `set_up.finished`.

    Refused when the words are not those of two sheets of this key.
    """
    recovery.finish_key(key, typed, by=None)
    audit.record("set_up.finished", by=None, on=key.organisation)
    transaction.on_commit(state.end)


def _new_sheets(organisation: Organisation, ring: Keyring, *, by: User) -> tuple[RecoveryKey, tuple[str, ...]]:
    key, shares = recovery.make_key(organisation, by=by)
    for vault in Vault.objects.of(organisation).in_force():
        if ring.holds(vault.name):
            keys.seal_to_recovery(vault, ring.newest(vault.name), key.public_half)
    return key, shares
