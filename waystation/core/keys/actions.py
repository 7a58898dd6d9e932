"""Every change to keys: making, giving, taking away, sealing to the recovery key."""

from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from pyrage import DecryptError, decrypt, encrypt

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.keys import access, handing, personal
from waystation.core.keys.models import Grant, RecoveryCopy, StaffKeys, Vault
from waystation.core.models import Organisation, User
from waystation.core.recovery.access import state_of
from waystation.core.recovery.keys import public_half
from waystation.core.rights import Right, vaults_of
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.vaults import VAULTS, Keyring, VaultKey


@transaction.atomic
def make_staff_keys(member: User, password: str) -> X25519PrivateKey:
    """Give the member a new key pair under the password; copies sealed to an older pair are gone with it.

    Audited as `keys.made`.
    """
    private = personal.new_pair()
    _rest(member, private, password)
    Grant.objects.filter(member=member).delete()
    handing.take_back_all(member)
    audit.record("keys.made", by=member, on=member)
    return private


@transaction.atomic
def change_password(member: User, old: str, new: str) -> None:
    """Put the member's key under a new password, and let the new one sign in. Audited as `keys.password_changed`.

    Refused when the old password is another one.
    """
    try:
        private = access.private_of(member, old)
    except CannotOpen as error:
        raise ActionRefused(_("The present password is another one. Type it again.")) from error
    _rest(member, private or personal.new_pair(), new)
    member.set_password(new)
    member.save(update_fields=["password"])
    audit.record("keys.password_changed", by=member, on=member)


@transaction.atomic
def replace_password(member: User, new: str, *, sheets_at_hand: bool = False) -> None:
    """Let somebody who forgot their password sign in again, with a new key that holds no vault yet.

    Refused while they alone hold a vault, unless two sheets are at hand. Audited as `keys.password_replaced`.
    """
    if not sheets_at_hand and (alone := access.held_by_nobody_else(member)):
        raise ActionRefused(
            _("Nobody else holds the key of %(vaults)s: with the old password it is gone, but for two sheets.")
            % {"vaults": ", ".join(alone)}
        )
    member.set_password(new)
    member.save(update_fields=["password"])
    make_staff_keys(member, new)
    audit.record("keys.password_replaced", by=None, on=member)


@transaction.atomic
def make_vaults(organisation: Organisation, members: Iterable[User], *, by: User | None = None) -> Keyring:
    """Make the vaults that these members' roles belong to and nobody made before; give them, and return those made.

    Audited as `vault.made`.
    """
    members = list(members)
    there = set(Vault.objects.of(organisation).values_list("name", flat=True))
    wanted = {name for member in members for name in vaults_of(member.role)} - there
    ring = Keyring({name: [_make_vault(organisation, name, by)] for name in VAULTS if name in wanted})
    for member in members:
        let_in(member, ring, by=by)
    return ring


@transaction.atomic
def let_in(member: User, ring: Keyring, *, by: User | None) -> Sequence[str]:
    """Seal to the member every vault that the member's roles belong to and that this keyring holds; say which.

    Audited as `keys.given`.
    """
    keys = StaffKeys.objects.filter(member=member).first()
    if keys is None:
        raise ActionRefused(_("This person has to sign in once before a key can be given to them."))
    vaults = Vault.objects.of(member.organisation).in_force().filter(name__in=vaults_of(member.role))
    given = [vault for vault in vaults if ring.holds(vault.name) and _give(vault, keys, ring, by)]
    if given:
        audit.record("keys.given", by=by, on=member, vaults=",".join(vault.name for vault in given))
    return [vault.name for vault in given]


@transaction.atomic
def remove_member(member: User, *, by: User | None) -> None:
    """Take every key away from somebody who leaves, and ask for new generations of what they knew.

    Audited as `keys.taken`.
    """
    known = Vault.objects.filter(grants__member=member)
    ask_for_rotation(known)
    Grant.objects.filter(member=member).delete()
    StaffKeys.objects.filter(member=member).delete()
    handing.take_back_all(member)
    audit.record("keys.taken", by=by, on=member)


@transaction.atomic
def fit_to_role(member: User, *, by: User | None) -> None:
    """Take the keys away that the member's roles no longer belong to. Audited as `keys.taken`."""
    if not member.may(Right.READ_SHARED):
        handing.take_back_all(member)
    surplus = Grant.objects.filter(member=member).exclude(vault__name__in=vaults_of(member.role))
    names = sorted(surplus.values_list("vault__name", flat=True))
    if names:
        ask_for_rotation(Vault.objects.filter(grants__in=surplus))
        surplus.delete()
        audit.record("keys.taken", by=by, on=member, vaults=",".join(names))


def ask_for_rotation(vaults: Iterable[Vault]) -> None:
    """Note that somebody knows these keys who should not; whoever holds them next rotates them."""
    Vault.objects.filter(pk__in=[vault.pk for vault in vaults], rotation_asked_at=None).update(rotation_asked_at=now())


@transaction.atomic
def complete_recovery_copies(organisation: Organisation, ring: Keyring) -> None:
    """Seal to the recovery key in force what this keyring holds and the recovery key lacks."""
    key = state_of(organisation).key
    if key is None:
        return
    lacking = Vault.objects.of(organisation).in_force().exclude(recovery_copies__recipient=key.public_half)
    for vault in lacking:
        if ring.holds(vault.name) and ring.newest(vault.name).id == bytes(vault.key_id):
            seal_to_recovery(vault, ring.newest(vault.name), key.public_half)


@transaction.atomic
def open_with_sheets(member: User, private: Any) -> Sequence[str]:
    """Give a member every vault that the recovery key opens, and ask for new keys of all; say which.

    Refused when these sheets open none. Audited as `recovery_key.used`.
    """
    own = StaffKeys.objects.filter(member=member).first()
    if own is None:
        raise ActionRefused(_("This person has to sign in once before a key can be given to them."))
    opened = []
    for copy in RecoveryCopy.objects.filter(vault__organisation=member.organisation, vault__retired_at=None):
        try:
            key = VaultKey.from_carried(decrypt(bytes(copy.sealed), [private]))
        except DecryptError:
            continue
        give(copy.vault, member, own, key, None)
        opened.append(copy.vault)
    if not opened:
        raise ActionRefused(_("These sheets open no vault of this house: take the sheets of the key in force."))
    ask_for_rotation(opened)
    audit.record("recovery_key.used", by=None, on=member, vaults=",".join(vault.name for vault in opened))
    return [vault.name for vault in opened]


def seal_to_recovery(vault: Vault, key: VaultKey, recipient: str) -> None:
    """Keep one more copy of the vault's key that only two sheets of paper open."""
    sealed = encrypt(key.carried(), [public_half(recipient)])
    RecoveryCopy.objects.update_or_create(vault=vault, recipient=recipient, defaults={"sealed": sealed})


def give(vault: Vault, member: User, keys: StaffKeys, key: VaultKey, by: User | None) -> None:
    """Seal one generation to one member."""
    sealed = keys.door().seal(key.carried(), vault.place("grant", member.code))
    Grant.objects.update_or_create(vault=vault, member=member, defaults={"sealed": sealed, "given_by": by})


def _give(vault: Vault, keys: StaffKeys, ring: Keyring, by: User | None) -> bool:
    newest = ring.newest(vault.name)
    if newest.id != bytes(vault.key_id) or Grant.objects.filter(vault=vault, member=keys.member).exists():
        return False
    give(vault, keys.member, keys, newest, by)
    return True


def _make_vault(organisation: Organisation, name: str, by: User | None) -> VaultKey:
    key = VaultKey.new()
    vault = Vault.objects.create(organisation=organisation, name=name, key_id=key.id, public=key.door().public)
    audit.record("vault.made", by=by, on=vault, vault=name)
    recovery = state_of(organisation).key
    if recovery is not None:
        seal_to_recovery(vault, key, recovery.public_half)
    return key


def _rest(member: User, private: X25519PrivateKey, password: str) -> None:
    resting = personal.rest(private, password, access.place_of_private(member))
    StaffKeys.objects.update_or_create(
        member=member,
        defaults={
            "public": resting.public,
            "salt": resting.salt,
            "sealed_private": resting.sealed_private,
            "cost": personal.COST,
        },
    )
