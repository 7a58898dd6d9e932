"""A backup opens with two sheets on an empty machine, with one never; damage and interruption are refused."""

import base64
import errno
import io
import os
import random
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from itertools import combinations
from pathlib import Path

import pytest

from waystation.config import restore
from waystation.config.backup import WORKSHOP, new_file, write_backup
from waystation.config.backup_errors import BackupFailed, DamagedBackup, OtherRecoveryKey, RestoreFailed
from waystation.config.backup_manifest import is_safe, manifest_from
from waystation.config.backup_postgres import program
from waystation.config.backup_streams import seal_stream
from waystation.core.recovery import keys, shares

from .backup_home import PROGRAM, environment, names_opened, settled_home, shares_file, waystation

pytestmark = pytest.mark.no_database
PEOPLE = 500


class Place:
    """A home with 500 sealed people, its shares, and a backup of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home, self.file = folder, folder / "home", folder / "monday.age"
        self.shares = settled_home(self.home, PEOPLE)
        upload = self.home / "staff" / "files" / "imports" / "one"
        upload.parent.mkdir(parents=True)
        upload.write_bytes(os.urandom(200_000))
        done = waystation(self.home, "backup", str(self.file))
        assert done.returncode == 0, done.stderr
        self.identity = keys.identity(shares.combine(self.shares[:2]))
        self.public_half = keys.recipient(shares.combine(self.shares[:2]))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return Place(tmp_path_factory.mktemp("backup"))


@pytest.fixture
def here(place, monkeypatch):
    """Let processes started from this one find the home."""
    for name in ("WAYSTATION_RECORDS_DB", "WAYSTATION_PUBLIC_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WAYSTATION_HOME", str(place.home))
    return place


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_any_two_shares_open_everybody_on_an_empty_machine(place, tmp_path, pair):
    given = shares_file(tmp_path, [place.shares[which] for which in pair])
    back = tmp_path / "back"
    done = waystation(tmp_path / "nowhere", "restore", str(place.file), "--into", str(back), "--shares-file", given)
    assert done.returncode == 0, done.stderr
    assert names_opened(back) == PEOPLE
    assert not (tmp_path / "nowhere").exists()


def test_what_is_restored_is_in_order_and_as_it_was(place, tmp_path):
    restore.restore(place.file, place.identity, tmp_path / "back")
    upload = Path("staff/files/imports/one")
    assert (tmp_path / "back" / upload).read_bytes() == (place.home / upload).read_bytes()
    looks = [line for line in waystation(tmp_path / "back", "check").stdout.splitlines() if line.startswith("LOOK")]
    assert [line for line in looks if "Letters cannot be carried" not in line] == []  # no door runs here
    assert waystation(tmp_path / "back", "verify").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["back"]


def test_counts_are_in_the_manifest(place):
    counts = restore.prove(place.file, place.identity).databases["staff"].counts
    assert (counts["cases_person"], counts["core_organisation"]) == (PEOPLE, 1)


def test_one_share_opens_nothing(place, tmp_path):
    for given in (place.shares[:1], place.shares[:1] * 2):
        command = ["restore", str(place.file), "--into", str(tmp_path / "back"), "--shares-file"]
        done = waystation(tmp_path / "nowhere", *command, shares_file(tmp_path, given))
        assert done.returncode == 1
        assert not (tmp_path / "back").exists()


def test_shares_of_another_key_open_nothing(place):
    with pytest.raises(OtherRecoveryKey):
        restore.prove(place.file, keys.identity(keys.new_secret()))


def test_a_wrong_word_is_named_at_the_terminal(place, tmp_path):
    given = shares_file(tmp_path, [place.shares[0].replace(place.shares[0].split()[3], "wrongest", 1), place.shares[1]])
    done = waystation(tmp_path, "backup", "verify", str(place.file), "--shares-file", given)
    assert (done.returncode, "Word 4, “wrongest”, is not in the list" in done.stderr) == (1, True)


def test_no_name_is_in_the_file(place):
    content = place.file.read_bytes()
    for number in range(PEOPLE):
        name = f"Canary{number:06}"
        for canary in (name.encode(), name.encode("utf-16-le"), base64.b64encode(name.encode())[:-2]):
            assert canary not in content
    assert all(share.split()[-1].encode() + b" " not in content for share in place.shares)


@pytest.mark.parametrize("left", [0, 1, 100, 0.3, 0.9, -1])
def test_a_cut_file_is_refused(place, tmp_path, left):
    content = place.file.read_bytes()
    end = int(len(content) * left) if isinstance(left, float) else left
    assert_refused(tmp_path, content[:end], place.identity)


@pytest.mark.parametrize("seed", range(6))
def test_one_changed_byte_is_refused(place, tmp_path, seed):
    content, chance = bytearray(place.file.read_bytes()), random.Random(seed)
    content[chance.randrange(200, len(content))] ^= 1 << chance.randrange(8)
    assert_refused(tmp_path, bytes(content), place.identity)


def test_swapped_parts_are_refused(place, tmp_path):
    content, part = place.file.read_bytes(), 65536 + 16
    start = len(content) - 4 * part
    swapped = content[start + part : start + 2 * part] + content[start : start + part]
    assert_refused(tmp_path, content[:start] + swapped + content[start + 2 * part :], place.identity)


def test_bytes_behind_the_end_are_refused(place, tmp_path):
    assert_refused(tmp_path, place.file.read_bytes() + b"more", place.identity)


def assert_refused(folder, content, identity):
    (folder / "damaged.age").write_bytes(content)
    with pytest.raises(DamagedBackup):
        restore.restore(folder / "damaged.age", identity, folder / "back")
    assert [path.name for path in folder.iterdir()] == ["damaged.age"]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "staff/../../outside", "elsewhere/x", "staff"])
def test_a_path_outside_the_home_is_refused(place, tmp_path, name):
    assert not is_safe(name)
    file = tmp_path / "crafted.age"

    def fill(stream):
        with tarfile.open(fileobj=stream, mode="w|") as tar:
            entry = tarfile.TarInfo(name)
            entry.size = 4
            tar.addfile(entry, io.BytesIO(b"text"))

    with file.open("wb") as target:
        seal_stream(fill, target, keys.public_half(place.public_half))
    with pytest.raises(DamagedBackup):
        restore.restore(file, place.identity, tmp_path / "back")
    assert [path.name for path in tmp_path.iterdir()] == ["crafted.age"]


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"format": 99}', b"\xff", b'{"format": 1, "files": 3}'])
def test_a_manifest_that_is_none_is_refused(text):
    with pytest.raises(DamagedBackup):
        manifest_from(text)


def test_nothing_is_written_over(place, tmp_path):
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(RestoreFailed, match="not empty"):
        restore.restore(place.file, place.identity, tmp_path)
    assert (tmp_path / "mine").read_text() == "kept"


def test_a_full_disk_keeps_the_earlier_backup(here, tmp_path):
    path = tmp_path / "monday.age"
    path.write_text("the earlier one")

    def backup():
        with new_file(path) as file:
            full = FullAfter(file, 300_000)
            write_backup(full, here.home, here.public_half)

    with pytest.raises(BackupFailed, match="The disk is full"):
        backup()
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("monday.age", "the earlier one")]
    assert not (here.home / "staff" / WORKSHOP).exists()


def test_a_really_full_device_is_noticed(here):
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        write_backup(full, here.home, here.public_half)


class FullAfter(io.RawIOBase):
    def __init__(self, file, size):
        self._file, self._left = file, size

    def write(self, part):
        self._left -= len(part)
        if self._left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(part)


def test_a_kill_at_any_moment_keeps_the_earlier_backup(place, tmp_path):
    path = tmp_path / "monday.age"
    path.write_text("the earlier one")
    for delay in (0.2, 0.6, 0.9, 1.2, 1.5, 1.8):
        process = subprocess.Popen(
            [*PROGRAM, "backup", str(path)], env=environment(place.home), stderr=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole = path.read_bytes() == b"the earlier one" or restore.prove(path, place.identity)
        assert whole
    time.sleep(2)  # a copy under way in the process below ends by itself
    assert waystation(place.home, "backup", str(path)).returncode == 0
    assert restore.prove(path, place.identity)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["monday.age", next(tmp_path.glob("*.shards.age")).name]
    assert not (place.home / "staff" / WORKSHOP).exists()


def test_a_stop_in_the_middle_leaves_nothing_plain(place, tmp_path):
    process = subprocess.Popen(
        [*PROGRAM, "backup", str(tmp_path / "x.age")], env=environment(place.home), stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        if (place.home / "staff" / WORKSHOP).exists():
            break
        time.sleep(0.05)
    process.terminate()
    process.wait()
    assert not (place.home / "staff" / WORKSHOP).exists()
    assert list(tmp_path.glob("*")) == []


def test_a_backup_flows_through_a_pipe(place, tmp_path):
    with (tmp_path / "piped.age").open("wb") as target:
        command = [*PROGRAM, "backup", "-"]
        assert subprocess.run(command, env=environment(place.home), stdout=target, check=False).returncode == 0
    assert restore.prove(tmp_path / "piped.age", place.identity).size() > 0


def test_a_changed_public_half_is_refused(place, tmp_path):
    file = place.home / "staff" / keys.PUBLIC_HALF
    before = file.read_text()
    file.write_text(keys.recipient(keys.new_secret()))
    try:
        done = waystation(place.home, "backup", str(tmp_path / "x.age"))
        assert (done.returncode, "somebody changed one of the two" in done.stderr) == (1, True)
        assert "LOOK  staff   No backup can be made." in waystation(place.home, "check").stdout
    finally:
        file.write_text(before)


def test_without_a_key_nothing_is_backed_up(tmp_path):
    assert waystation(tmp_path / "home", "migrate").returncode == 0
    done = waystation(tmp_path / "home", "backup", str(tmp_path / "x.age"))
    assert (done.returncode, "waystation recovery new" in done.stderr) == (1, True)
    assert not (tmp_path / "x.age").exists()


@pytest.mark.skipif(not program("pg_dump") or not program("initdb"), reason="pg_dump and initdb are not installed")
def test_postgresql_is_backed_up_and_restored(tmp_path):
    sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bin" / "lib"))
    from cluster import PostgresCluster

    with tempfile.TemporaryDirectory(prefix="waystation-pg-") as folder, PostgresCluster(Path(folder)) as cluster:
        old, new = (
            {"WAYSTATION_RECORDS_DB": cluster.address("records")},
            {"WAYSTATION_RECORDS_DB": cluster.address("public")},
        )
        made = settled_home(tmp_path / "home", 20, **old)
        file, given = tmp_path / "monday.age", shares_file(tmp_path, made[1:])
        assert waystation(tmp_path / "home", "backup", str(file), **old).returncode == 0
        command = ["restore", str(file), "--shares-file", given, "--into"]
        refused = waystation(tmp_path, *command, str(tmp_path / "back"), **old)
        assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
        done = waystation(tmp_path, *command, str(tmp_path / "back"), **new)
        assert done.returncode == 0, done.stderr
        assert names_opened(tmp_path / "back", **new) == 20
