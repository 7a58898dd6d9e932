"""A disk that is really full, a small one made for the test: a clear refusal, and what was there is as it was."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from waystation.config.encrypted_sqlite3 import exporting, keys
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused
from waystation.config.encrypted_sqlite3.opening import connect, is_plain

from .backup_home import names_opened, settled_home, waystation

pytestmark = pytest.mark.no_database
PEOPLE = 50


@pytest.fixture
def small_disk(tmp_path):
    """Return a way to mount a disk of a few kilobytes; it is taken down at the end."""
    place = tmp_path / "small"
    place.mkdir()

    def mount(kilobytes):
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this user may not mount a small disk")
        return place

    yield mount
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("full") / "home"
    settled_home(home, PEOPLE)
    return home


def kilobytes_in(folder):
    return sum(-(-path.stat().st_size // 4096) * 4 + 4 for path in folder.rglob("*"))


def test_a_backup_to_a_full_disk_is_refused_and_the_earlier_one_stays(home, small_disk):
    disk = small_disk(200)
    (disk / "monday.age").write_text("the earlier one")
    done = waystation(home, "backup", str(disk / "monday.age"))
    assert (done.returncode, "The disk is full" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_text() for path in disk.iterdir()} == {"monday.age": "the earlier one"}
    assert not (home / "staff" / "backup-work").exists()


def test_a_home_without_room_for_a_copy_is_left_as_it_is(home, small_disk, tmp_path):
    disk = small_disk(kilobytes_in(home) + 400)
    shutil.copytree(home, disk / "home")
    before = {path: path.read_bytes() for path in (disk / "home").rglob("*.sqlite3")}
    done = waystation(disk / "home", "backup", str(tmp_path / "monday.age"))
    assert (done.returncode, "The disk is full" in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "monday.age").exists()
    assert not (disk / "home" / "staff" / "backup-work").exists()
    assert {path: path.read_bytes() for path in before} == before
    assert names_opened(disk / "home") == PEOPLE


@pytest.mark.parametrize("begins", ["plain", "encrypted"])
def test_encrypting_and_new_keys_without_room_leave_the_file_as_it_was(small_disk, begins):
    folder = small_disk(700) / "staff"
    folder.mkdir()
    file = folder / "records.sqlite3"
    with closing(sqlite3.connect(file) if begins == "plain" else connect(file)) as base:
        base.execute("CREATE TABLE people (name TEXT)")
        base.executemany("INSERT INTO people VALUES (?)", [("a long name " * 20,) for _ in range(1700)])
        base.commit()
    before = file.read_bytes()
    with pytest.raises(DiskKeyRefused, match="The disk is full"):
        exporting.encrypt_if_plain(file) if begins == "plain" else exporting.give_new_key(file)
    assert file.read_bytes() == before
    assert is_plain(file) == (begins == "plain")
    assert not [path.name for path in folder.iterdir() if path.name.endswith((".new", ".old", "-journal"))]
    if begins == "encrypted":
        assert len(keys.keys_of(folder)) == 2  # the next attempt leaves one
        with closing(connect(file)) as base:
            assert base.execute("SELECT count(*) FROM people").fetchone() == (1700,)
