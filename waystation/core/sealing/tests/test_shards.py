"""Half of each key lies in a file of its own: durable before use, never given twice, gone when it is overwritten."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from waystation.core.sealing import shards
from waystation.core.sealing.envelope import CannotOpen, Key, Place
from waystation.core.sealing.shards import GONE, SLOT_BYTES, Shards
from waystation.core.sealing.vaults import CASE_TEAM, Keyring, VaultKey, parted

pytestmark = pytest.mark.no_database
PLACE = Place("cases", "person", "record_key", "0001")


@pytest.fixture
def store(tmp_path):
    return Shards(tmp_path / "shards" / "shards.bin")


def old_wrap(key, vault, place=PLACE):
    """Wrap as versions before shards did."""
    from waystation.core.sealing.envelope import seal

    return seal(key.secret(), vault.key, place)


def test_a_shard_rests_on_the_disk_before_it_is_given(store):
    slot, shard = store.take()
    assert store.all()[slot * SLOT_BYTES : (slot + 1) * SLOT_BYTES] == shard != GONE


def test_only_its_owner_reads_the_file(store):
    store.take()
    assert (store._path.stat().st_mode & 0o777, store._path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_no_slot_is_given_twice_among_threads_and_copies(store):
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _n: store.take()[0], range(500)))
    given += [Shards(store._path).take()[0] for _ in range(5)]
    assert len(set(given)) == 505


def test_a_forked_process_takes_slots_of_its_own(store):
    store.take()
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, str(store.take()[0]).encode())
        os._exit(0)
    os.wait()
    assert int(os.read(reading, 20)) not in {store.take()[0] for _ in range(15)}


def test_a_half_written_block_is_never_given(store):
    store.take()
    with store._path.open("ab") as file:
        file.write(b"half")
    slot, shard = Shards(store._path).take()
    assert slot * SLOT_BYTES >= store._path.stat().st_size - 16 * SLOT_BYTES
    assert len(shard) == SLOT_BYTES


def test_what_is_destroyed_is_zeros_in_the_file_and_opens_nothing(store):
    (slot, shard), (other, kept) = store.take(), store.take()
    assert store.destroy([slot]) == 1
    assert (shard in store.all(), kept in store.all()) == (False, True)
    with pytest.raises(CannotOpen, match="destroyed"):
        store.read(slot)
    assert store.read(other) == kept
    assert store.destroy([slot, 0, 99_999]) == 0
    assert store.all().startswith(shards.MAGIC)


def test_a_slot_beyond_the_file_is_named(store):
    store.take()
    with pytest.raises(CannotOpen, match="newest file of shards"):
        store.read(10_000)


def test_a_file_of_something_else_is_refused(store, tmp_path):
    store._path.parent.mkdir()
    store._path.write_bytes(b"something else, and longer than a slot")
    with pytest.raises(CannotOpen, match="no file of shards"):
        store.take()


def test_a_wrapped_key_opens_with_its_shard_alone():
    ring, key = Keyring({CASE_TEAM: Key.new()}), Key.new()
    wrapped = ring.wrap(key, CASE_TEAM, PLACE)
    assert ring.unwrap(wrapped, CASE_TEAM, PLACE).id == key.id
    shards.here().destroy([parted(wrapped)[1]])
    with pytest.raises(CannotOpen, match="destroyed"):
        ring.unwrap(wrapped, CASE_TEAM, PLACE)


def test_another_record_s_shard_opens_nothing():
    ring, key = Keyring({CASE_TEAM: Key.new()}), Key.new()
    wrapped, other = ring.wrap(key, CASE_TEAM, PLACE), ring.wrap(Key.new(), CASE_TEAM, PLACE)
    assert ring.unwrap(wrapped[:-6] + other[-6:], CASE_TEAM, PLACE).id != key.id


def test_a_mask_taken_off_by_hand_opens_nothing():
    ring, key = Keyring({CASE_TEAM: Key.new()}), Key.new()
    stripped = parted(ring.wrap(key, CASE_TEAM, PLACE))[0]
    assert ring.unwrap(stripped, CASE_TEAM, PLACE).id != key.id


def test_keys_from_before_shards_open_and_get_one_when_they_are_wrapped_anew():
    vault, key = VaultKey.new(), Key.new()
    ring, old = Keyring({CASE_TEAM: [vault.next(), vault]}), old_wrap(key, vault)
    assert ring.unwrap(old, CASE_TEAM, PLACE).id == key.id
    anew = ring.wrap_anew(old, CASE_TEAM, PLACE)
    assert (parted(old)[1], ring.unwrap(anew, CASE_TEAM, PLACE).id) == (None, key.id)
    assert parted(anew)[1]


def test_a_rotated_key_keeps_its_shard():
    vault = VaultKey.new()
    wrapped = Keyring({CASE_TEAM: [vault]}).wrap(Key.new(), CASE_TEAM, PLACE)
    anew = Keyring({CASE_TEAM: [vault.next(), vault]}).wrap_anew(wrapped, CASE_TEAM, PLACE)
    assert (anew != wrapped, parted(anew)[1]) == (True, parted(wrapped)[1])
