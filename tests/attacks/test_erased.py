"""Who was erased stays erased: the key is gone, and no backup made before opens anything of that person."""

import shutil
from pathlib import Path

import pytest

from waystation.config import restore
from waystation.config.tests.backup_home import erase, settled_home, shares_file, tried, waystation
from waystation.core.recovery import keys, shard_copies, shares
from waystation.core.recovery.shard_copies import NoShards
from waystation.core.sealing.shards import SLOT_BYTES

pytestmark = pytest.mark.no_database
PEOPLE, ERASED = 20, 7
CANARY = f"Canary{ERASED:06}"


class House:
    """A home of invented people, a backup from before one of them was erased, and thieves' copies of what lay there."""

    def __init__(self, folder: Path) -> None:
        self.home, self.disk, self.gone = folder / "home", folder / "disk", folder / "gone"
        self.disk.mkdir()
        self.gone.mkdir()
        self.shares = settled_home(self.home, PEOPLE)
        self.backup, self.given = self.disk / "monday.age", shares_file(folder, self.shares[:2])
        for place in (self.disk, self.gone):
            done = waystation(self.home, "backup", str(place / "monday.age"))
            assert done.returncode == 0, done.stderr
        self.identity = keys.identity(shares.combine(self.shares[:2]))
        self.beside = next(self.disk.glob("*.shards.age"))
        self.stolen = folder / "stolen.shards.age"
        shutil.copy(self.beside, self.stolen)
        self.before = shard_copies.opened(self.beside, self.identity).content
        shutil.move(self.gone, folder / "unplugged")
        self.report = erase(self.home, ERASED)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return House(tmp_path_factory.mktemp("erased"))


def restored(house, into, *more):
    command = ["restore", str(house.backup), "--into", str(into), "--shares-file", house.given, *more]
    done = waystation(into.parent, *command)
    assert done.returncode == 0, done.stderr
    return tried(into)


def test_the_old_backup_opens_everybody_but_the_erased(house, tmp_path):
    names = restored(house, tmp_path / "back")
    assert len([name for name in names if name.startswith("Canary")]) == PEOPLE - 1
    assert CANARY not in names
    assert names[ERASED] == "empty"  # emptied again while restoring, for no key opens it any more


def test_the_backup_itself_is_unchanged_and_needs_the_shards(house, tmp_path):
    shutil.copy(house.backup, tmp_path / "alone.age")
    with pytest.raises(NoShards, match="not beside it"):
        restore.restore(tmp_path / "alone.age", house.identity, tmp_path / "back")
    assert [path.name for path in tmp_path.iterdir()] == ["alone.age"]


def test_the_shard_is_zeros_at_home_and_beside_the_backup(house):
    after = shard_copies.opened(house.beside, house.identity).content
    slots = range(0, len(house.before), SLOT_BYTES)
    changed = [at for at in slots if house.before[at : at + SLOT_BYTES] != after[at : at + SLOT_BYTES]]
    assert len(changed) == 1
    assert after[changed[0] : changed[0] + SLOT_BYTES] == bytes(SLOT_BYTES)
    shard = house.before[changed[0] : changed[0] + SLOT_BYTES]
    left = [path for path in house.home.rglob("*") if path.is_file() and shard in path.read_bytes()]
    assert left == []


def test_the_home_opens_nothing_of_the_erased_and_all_of_the_others(house):
    names = tried(house.home)
    assert (names[ERASED], len(set(names))) == ("empty", PEOPLE)


def test_the_report_counts_and_names_the_folder_that_was_not_reached(house):
    assert (house.report["emptied"], house.report["shards"]) == ({"cases.person": 1}, 1)
    reached = {Path(copy["folder"]).name: copy["reached"] for copy in house.report["copies"]}
    assert reached == {"disk": True, "gone": False}


def test_a_folder_that_comes_back_is_brought_up_to_date(house):
    unplugged = house.gone.with_name("unplugged")
    assert waystation(house.home, "backup", "shards").returncode == 1
    shutil.move(unplugged, house.gone)
    try:
        done = waystation(house.home, "backup", "shards")
        assert (done.returncode, "NOT REACHED" in done.stdout) == (0, False)
        copy = shard_copies.opened(next(house.gone.glob("*.shards.age")), house.identity)
        assert copy.content != house.before
    finally:
        shutil.move(house.gone, unplugged)


def test_an_old_copy_of_the_shards_is_refused_unless_named(house, tmp_path):
    """Who kept the shards of that day opens what they close: said openly in the threat model."""
    shutil.copy(house.backup, tmp_path / "monday.age")
    shutil.copy(house.stolen, tmp_path / house.beside.name)
    assert waystation(house.home, "backup", str(tmp_path / "tuesday.age")).returncode == 0
    shutil.copy(house.stolen, tmp_path / house.beside.name)
    with pytest.raises(NoShards, match="older"):
        restore.restore(tmp_path / "tuesday.age", house.identity, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert CANARY in restored(house, tmp_path / "open", "--shards", str(house.stolen))


@pytest.mark.parametrize("damage", ["cut", "changed", "other key", "other house"])
def test_a_copy_of_shards_that_does_not_fit_is_refused(house, tmp_path, damage):
    content, identity = bytearray(house.beside.read_bytes()), house.identity
    if damage == "cut":
        del content[-40:]
    if damage == "changed":
        content[-20] ^= 1
    if damage == "other key":
        content = bytearray(shard_copies.sealed(house.home, keys.recipient(keys.new_secret())))
    if damage == "other house":
        content = bytearray(shard_copies.sealed(tmp_path / "other", str(identity.to_public())))
    (tmp_path / "x.age").write_bytes(content)
    with pytest.raises(NoShards):
        restore.restore(house.backup, identity, tmp_path / "back", tmp_path / "x.age")
    assert not (tmp_path / "back").exists()
