"""What is unlocked by whom: from a private half to a keyring; who waits for a key; which vault waits to be rotated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyrage import DecryptError, decrypt

from waystation.core.keys import handing, personal
from waystation.core.keys.models import Grant, RecoveryCopy, StaffKeys, Vault
from waystation.core.models import Organisation, User
from waystation.core.rights import Right, vaults_of
from waystation.core.sealing import staff
from waystation.core.sealing.door import Door, open_at_door
from waystation.core.sealing.envelope import CannotOpen, Place, unseal
from waystation.core.sealing.vaults import IMPORTS, Keyring, VaultKey


@dataclass(frozen=True)
class Waits:
    """Somebody whose role belongs to a vault, and who has no key to it yet."""

    member: User
    vaults: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What somebody can do about keys with those they hold."""

    to_let_in: Sequence[Waits]
    to_rotate: Sequence[Vault]
    to_empty: Sequence[Vault]


def state_for(user: User) -> State:
    """Return what waits for this person's keys."""
    held = set(Grant.objects.filter(member=user, vault__retired_at=None).values_list("vault__name", flat=True))
    waits = [Waits(each.member, tuple(sorted(set(each.vaults) & held))) for each in waiting_for_keys(user.organisation)]
    return State(
        [each for each in waits if each.vaults and each.member != user],
        [vault for vault in to_rotate(user.organisation) if vault.name in held],
        [vault for vault in to_empty(user.organisation) if vault.name in held],
    )


def place_of_private(member: User) -> Place:
    return Place("keys", "staffkeys", "sealed_private", str(member.code))


def private_of(member: User, password: str) -> X25519PrivateKey | None:
    """Return the member's private half; None for somebody who has no keys yet; CannotOpen for a wrong password."""
    kept = StaffKeys.objects.filter(member=member).first()
    return None if kept is None else personal.wake(kept.resting(), password, place_of_private(member))


def keyring_of(member: User, private: X25519PrivateKey) -> Keyring:
    """Return the vaults whose keys were sealed to this member, with every older generation to read.

    A copy that no longer opens locks its vault and no other. A guest holds no vault, only the keys of single records.
    """
    if member.may(Right.READ_SHARED):
        return handing.keyring_of_guest(member, private)
    grants = Grant.objects.filter(member=member, vault__retired_at=None).select_related("vault")
    older = _retired(member.organisation)
    keys: dict[str, list[VaultKey]] = {}
    for grant in grants:
        try:
            carried = open_at_door(bytes(grant.sealed), private, grant.vault.place("grant", member.code))
        except CannotOpen:
            continue
        keys[grant.vault.name] = _with_older(grant.vault, VaultKey.from_carried(carried), older)
    if IMPORTS in keys:
        keys[IMPORTS].append(staff.of_the_machine())
    return Keyring(keys, lambda: doors_of(member.organisation), lambda: keyring_of(member, private))


def keyring_of_sheets(organisation: Organisation, private: Any) -> Keyring:
    """Return the vaults that the recovery key opens, with every older generation to read."""
    older = _retired(organisation)
    keys: dict[str, list[VaultKey]] = {}
    copies = RecoveryCopy.objects.filter(vault__organisation=organisation, vault__retired_at=None)
    for copy in copies.select_related("vault"):
        try:
            carried = decrypt(bytes(copy.sealed), [private])
        except DecryptError:
            continue
        keys[copy.vault.name] = _with_older(copy.vault, VaultKey.from_carried(carried), older)
    return Keyring(keys)


def unlock(member: User, password: str) -> Keyring:
    """Return the member's keyring for a command; CannotOpen for a wrong password."""
    private = private_of(member, password)
    return staff.LOCKED if private is None else keyring_of(member, private)


def doors_of(organisation: Organisation) -> Mapping[str, Door]:
    """Return the public half of each vault in force."""
    return {vault.name: vault.door() for vault in Vault.objects.of(organisation).in_force()}


def waiting_for_keys(organisation: Organisation) -> Sequence[Waits]:
    """Return the members who have keys of their own and lack a copy of a vault's that their roles belong to."""
    there = {vault.name: vault.pk for vault in Vault.objects.of(organisation).in_force()}
    held: dict[int, set[str]] = {}
    for member_id, name in Grant.objects.filter(vault__in=there.values()).values_list("member_id", "vault__name"):
        held.setdefault(member_id, set()).add(name)
    members = User.objects.filter(organisation=organisation, is_active=True, keys__isnull=False).order_by("pk")
    lacking = (
        Waits(each, tuple(sorted((vaults_of(each.role) & set(there)) - held.get(each.pk, set())))) for each in members
    )
    return [waits for waits in lacking if waits.vaults]


def held_by_nobody_else(member: User) -> Sequence[str]:
    """Return the vaults in force to which only this member has a key."""
    held = Vault.objects.filter(retired_at=None, grants__member=member)
    others = Grant.objects.filter(member__is_active=True).exclude(member=member).values("vault")
    return sorted(held.exclude(pk__in=others).values_list("name", flat=True))


def to_rotate(organisation: Organisation) -> Sequence[Vault]:
    """Return the vaults in force whose key somebody knows who should no longer."""
    return list(Vault.objects.of(organisation).in_force().exclude(rotation_asked_at=None))


def to_empty(organisation: Organisation) -> Sequence[Vault]:
    """Return the retired generations that records may still be wrapped under."""
    return list(Vault.objects.of(organisation).retired().filter(emptied_at=None))


def _retired(organisation: Organisation) -> dict[int, Vault]:
    return {vault.pk: vault for vault in Vault.objects.of(organisation).retired()}


def _with_older(vault: Vault, key: VaultKey, older: Mapping[int, Vault]) -> list[VaultKey]:
    generations, here = [key], vault
    while here.before_id is not None and here.sealed_before is not None:
        carried = unseal(bytes(here.sealed_before), generations[-1].key, here.place("before"))
        generations.append(VaultKey.from_carried(carried))
        here = older[here.before_id]
    return generations
