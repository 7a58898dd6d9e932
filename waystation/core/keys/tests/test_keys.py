"""Who holds a key opens; who does not learns nothing, whatever else they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.keys import access, actions, personal
from waystation.core.keys.models import Grant, StaffKeys, Vault
from waystation.core.models import User
from waystation.core.sealing.door import Door, open_at_door, public_half
from waystation.core.sealing.envelope import CannotOpen, Key, LockedVault, Place
from waystation.core.sealing.vaults import CASE_TEAM, IMPORTS, SOS_LINE, Keyring, VaultKey

PASSWORD = "a long test password"
PLACE = Place("cases", "person", "record_key", "0001")
PLAIN = st.binary(max_size=300)


@pytest.fixture
def members(caseworker, coordinator, researcher):
    for member in (caseworker, coordinator, researcher):
        actions.make_staff_keys(member, PASSWORD)
    actions.make_vaults(caseworker.organisation, [coordinator])
    return caseworker, coordinator, researcher


@given(PLAIN)
def test_what_is_sealed_at_a_door_opens_only_behind_it(plain):
    key, other = VaultKey.new(), VaultKey.new()
    sealed = key.door().seal(plain, PLACE)
    assert open_at_door(sealed, key.private, PLACE) == plain
    for private, place in ((other.private, PLACE), (key.private, Place("cases", "person", "record_key", "0002"))):
        with pytest.raises(CannotOpen):
            open_at_door(sealed, private, place)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_at_the_door_is_noticed(at, change):
    key = VaultKey.new()
    sealed = bytearray(key.door().seal(b"a record key", PLACE))
    sealed[at % len(sealed)] ^= change
    if 1 <= at % len(sealed) <= 8:  # the id says whose it is and is checked by whoever chooses the key
        return
    with pytest.raises(CannotOpen):
        open_at_door(bytes(sealed), key.private, PLACE)


def test_the_door_knows_no_private_half():
    key = VaultKey.new()
    door = key.door()
    assert {len(door.public), len(door.id)} == {32, 8}
    assert key.key.secret() not in (door.public, door.id)
    assert public_half(key.private) == door.public


def test_who_may_only_put_in_cannot_take_out():
    key = VaultKey.new()
    outside = Keyring({}, lambda: {SOS_LINE: key.door()})
    wrapped = outside.wrap(Key.new(), SOS_LINE, PLACE)
    with pytest.raises(LockedVault):
        outside.unwrap(wrapped, SOS_LINE, PLACE)
    assert Keyring({SOS_LINE: [key]}).unwrap(wrapped, SOS_LINE, PLACE)


def test_an_older_generation_still_opens_and_nothing_new_is_wrapped_under_it():
    old = VaultKey.new()
    new = old.next()
    before, after = Keyring({CASE_TEAM: [old]}), Keyring({CASE_TEAM: [new, old]})
    key = Key.new()
    assert after.unwrap(before.wrap(key, CASE_TEAM, PLACE), CASE_TEAM, PLACE).id == key.id
    with pytest.raises(CannotOpen):
        before.unwrap(after.wrap(key, CASE_TEAM, PLACE), CASE_TEAM, PLACE)
    assert before.blind(CASE_TEAM, "070 123 456") == after.blind(CASE_TEAM, "070 123 456")


@pytest.mark.django_db
def test_a_password_wakes_the_key_and_another_does_not(members):
    caseworker, *_ = members
    assert access.private_of(caseworker, PASSWORD)
    with pytest.raises(CannotOpen):
        access.private_of(caseworker, "another password")


@pytest.mark.django_db
def test_the_database_alone_holds_no_private_half(members):
    caseworker, *_ = members
    kept = StaffKeys.objects.get(member=caseworker)
    private = access.private_of(caseworker, PASSWORD).private_bytes_raw()
    assert private not in b"".join(map(bytes, (kept.public, kept.salt, kept.sealed_private)))


@pytest.mark.django_db
def test_members_are_let_in_to_the_vaults_of_their_role_and_no_other(members):
    caseworker, coordinator, researcher = members
    ring = access.unlock(coordinator, PASSWORD)
    for member in (caseworker, researcher):
        actions.let_in(member, ring, by=coordinator)
    assert access.unlock(caseworker, PASSWORD).holds(CASE_TEAM)
    assert list(access.unlock(researcher, PASSWORD).vaults()) == [IMPORTS]


@pytest.mark.django_db
def test_who_waits_for_a_key_is_listed_until_it_is_given(members):
    caseworker, coordinator, researcher = members
    waiting = {waits.member for waits in access.waiting_for_keys(caseworker.organisation)}
    assert waiting == {caseworker, researcher}
    actions.let_in(caseworker, access.unlock(coordinator, PASSWORD), by=coordinator)
    assert {waits.member for waits in access.waiting_for_keys(caseworker.organisation)} == {researcher}


@pytest.mark.django_db
def test_nobody_gives_a_key_they_do_not_hold(members):
    caseworker, _coordinator, researcher = members
    assert actions.let_in(caseworker, access.unlock(researcher, PASSWORD), by=researcher) == []


@pytest.mark.django_db
def test_a_new_password_opens_what_the_old_one_did(members):
    _caseworker, coordinator, _researcher = members
    actions.change_password(coordinator, PASSWORD, "another long password")
    assert access.unlock(coordinator, "another long password").holds(CASE_TEAM)
    with pytest.raises(CannotOpen):
        access.unlock(coordinator, PASSWORD)
    assert coordinator.check_password("another long password")


@pytest.mark.django_db
def test_somebody_who_leaves_holds_nothing_and_the_vaults_are_to_be_rotated(members):
    caseworker, coordinator, _researcher = members
    actions.let_in(caseworker, access.unlock(coordinator, PASSWORD), by=coordinator)
    actions.remove_member(caseworker, by=coordinator)
    assert not Grant.objects.filter(member=caseworker).exists()
    assert {vault.name for vault in access.to_rotate(caseworker.organisation)} >= {CASE_TEAM, SOS_LINE}


@pytest.mark.django_db
def test_a_copy_moved_to_another_member_opens_nothing(members):
    caseworker, coordinator, _researcher = members
    theirs = Grant.objects.get(member=coordinator, vault__name=CASE_TEAM)
    Grant.objects.create(vault=theirs.vault, member=caseworker, sealed=theirs.sealed)
    assert not access.unlock(caseworker, PASSWORD).holds(CASE_TEAM)


@pytest.mark.django_db
def test_a_second_person_of_another_house_gets_none_of_our_vaults(members, outsider):
    _caseworker, coordinator, _researcher = members
    actions.make_staff_keys(outsider, PASSWORD)
    assert actions.let_in(outsider, access.unlock(coordinator, PASSWORD), by=coordinator) == []


@pytest.mark.django_db
def test_the_public_halves_are_those_of_the_vaults_in_force(members):
    caseworker, coordinator, _researcher = members
    ring = access.unlock(coordinator, PASSWORD)
    doors = access.doors_of(caseworker.organisation)
    assert doors[SOS_LINE] == ring.newest(SOS_LINE).door() == Vault.objects.get(name=SOS_LINE).door()


def test_a_personal_door_is_known_by_its_public_half():
    public = public_half(personal.new_pair())
    assert personal.door_of(public) == Door(personal.door_of(public).id, public)


@pytest.mark.django_db
def test_an_account_that_is_closed_is_not_listed_as_waiting(members):
    caseworker, *_ = members
    User.objects.filter(pk=caseworker.pk).update(is_active=False)
    assert caseworker not in {waits.member for waits in access.waiting_for_keys(caseworker.organisation)}
