"""Database files are ciphertext; a wrong, missing or exchanged key is refused, and nothing is written over."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from waystation.config.encrypted_sqlite3 import exporting, keys
from waystation.config.encrypted_sqlite3.driver import sqlcipher
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused
from waystation.config.encrypted_sqlite3.opening import connect, is_plain

from .backup_home import names_opened, script, settled_home, waystation

pytestmark = pytest.mark.no_database
CANARY = "Canary of the clear columns"
PLAIN = {"WAYSTATION_PLAIN_SQLITE": "yes"}
NAME_THE_HOUSE = "from waystation.core.models import Organisation\nOrganisation.objects.update(name=sys.argv[1])"


@pytest.fixture
def file(tmp_path):
    """A door's database file with a table in it."""
    folder = tmp_path / "home" / "staff"
    folder.mkdir(parents=True)
    with closing(connect(folder / "records.sqlite3")) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)")
        base.executemany("INSERT INTO people (name) VALUES (?)", [(f"{CANARY} {n}",) for n in range(2000)])
        base.commit()
    return folder / "records.sqlite3"


@pytest.fixture
def plain(tmp_path):
    """A door's database file as an earlier version left it."""
    folder = tmp_path / "old" / "staff"
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "records.sqlite3")) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE people (name TEXT)")
        base.executemany("INSERT INTO people VALUES (?)", [(f"{CANARY} {n}",) for n in range(2000)])
        base.commit()
    return folder / "records.sqlite3"


def people(path):
    with closing(connect(path, read_only=True)) as base:
        return base.execute("SELECT count(*) FROM people").fetchone()[0]


def names_in(path):
    with closing(connect(path)) as base:
        return base.execute("SELECT max(name) FROM people").fetchall()


def everything_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def settled(tmp_path_factory):
    home = tmp_path_factory.mktemp("settled") / "home"
    settled_home(home, 20)
    return home


def test_neither_the_files_nor_a_log_show_a_clear_column(settled):
    home = settled
    script(NAME_THE_HOUSE, home, CANARY)
    assert CANARY.encode() not in everything_in(home)
    for door, name in (("staff", "records"), ("public", "public")):
        assert not is_plain(home / door / f"{name}.sqlite3")


def test_the_log_of_a_database_in_use_is_ciphertext(file):
    with closing(connect(file)) as base:
        base.execute("INSERT INTO people (name) VALUES (?)", [CANARY])
        base.commit()
        log = file.with_name(f"{file.name}-wal").read_bytes()
    assert len(log) > 4096
    assert CANARY.encode() not in log + file.read_bytes()


def test_the_key_lies_outside_the_home_and_only_its_owner_reads_it(file):
    path = keys.path_of(file.parent)
    assert not path.is_relative_to(file.parents[1])
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_text().strip().encode() not in everything_in(file.parents[1])


def test_each_door_has_a_key_of_its_own(settled):
    assert keys.keys_of(settled / "staff") != keys.keys_of(settled / "public")


def test_a_missing_key_is_refused_and_nothing_is_made_in_its_place(file):
    path, before = keys.path_of(file.parent), file.read_bytes()
    kept = path.rename(path.with_suffix(".kept"))
    with pytest.raises(DiskKeyRefused, match="is not at"):
        connect(file)
    assert (file.read_bytes(), path.exists()) == (before, False)
    kept.rename(path)
    assert people(file) == 2000


def test_a_missing_key_is_refused_even_where_the_file_is_gone_too(file):
    path = keys.path_of(file.parent)
    path.unlink()
    file.unlink()
    with pytest.raises(DiskKeyRefused):
        connect(file)
    assert not file.exists()
    assert not path.exists()


@pytest.mark.parametrize("words", ["0" * 64, "", "not a key"])
def test_a_wrong_key_is_refused_and_nothing_is_changed(file, words):
    path, before = keys.path_of(file.parent), file.read_bytes()
    right = path.read_text()
    path.write_text(words)
    with pytest.raises(DiskKeyRefused, match=r"ut the right key back"):
        connect(file)
    assert file.read_bytes() == before
    path.write_text(right)
    assert people(file) == 2000


def test_the_product_refuses_a_wrong_key_in_words(tmp_path):
    home = tmp_path / "home"
    assert waystation(home, "migrate").returncode == 0
    before = (home / "staff" / "records.sqlite3").read_bytes()
    keys.write(keys.path_of(home / "staff"), [keys.new_key()])
    for command in (["migrate"], ["check"], ["verify"], ["up", "--only", "staff"]):
        done = waystation(home, *command)
        assert done.returncode == 1
        assert "Put the right key back" in done.stdout + done.stderr, command
        assert "Traceback" not in done.stderr
    assert (home / "staff" / "records.sqlite3").read_bytes() == before


def test_a_lost_number_is_refused(file):
    (file.parent / keys.NUMBER).unlink()
    with pytest.raises(DiskKeyRefused, match="names the key"):
        connect(file)


@pytest.mark.parametrize("place", [0, 20, 5000, -1000])
def test_a_damaged_file_is_noticed(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises((DiskKeyRefused, sqlcipher.DatabaseError)):
        names_in(file)


def test_keys_inside_the_home_are_refused(file, monkeypatch):
    monkeypatch.setenv("WAYSTATION_KEYS", str(file.parents[1] / "keys"))
    with pytest.raises(DiskKeyRefused, match="lies in the folder"):
        connect(file)


def test_systemd_may_hand_the_key_over(file, monkeypatch, tmp_path):
    path = keys.path_of(file.parent)
    (tmp_path / "disk-staff.key").write_text(path.read_text())
    path.unlink()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert people(file) == 2000


def test_a_plain_file_is_encrypted_at_the_next_start(tmp_path):
    home = tmp_path / "home"
    settled_home(home, 20, **PLAIN)
    script(NAME_THE_HOUSE, home, CANARY, **PLAIN)
    assert CANARY.encode() in everything_in(home)
    assert "is encrypted now" in waystation(home, "migrate").stdout
    assert CANARY.encode() not in everything_in(home)
    assert names_opened(home) == 20


def test_a_plain_file_is_overwritten_before_it_goes(plain, tmp_path):
    os.link(plain, tmp_path / "what was on the disk")
    assert exporting.encrypt_if_plain(plain)
    assert set((tmp_path / "what was on the disk").read_bytes()) == {0}
    assert people(plain) == 2000
    assert sorted(path.name for path in plain.parent.iterdir()) == ["disk.id", "disk.lock", "records.sqlite3"]


def test_a_plain_file_in_use_is_left_as_it_is(plain):
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(plain)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    other.stdout.readline()
    with pytest.raises(DiskKeyRefused, match="in use"):
        exporting.encrypt_if_plain(plain)
    other.communicate(b"done")
    assert is_plain(plain)
    assert exporting.encrypt_if_plain(plain)


@pytest.mark.parametrize("step", ["_write", "_prove", "replace", "settle", "_finish_removing"])
def test_stopped_at_any_step_the_next_start_encrypts_or_is_done(plain, monkeypatch, step):
    with monkeypatch.context() as patch:
        stop_at(patch, step)
        with pytest.raises(KeyboardInterrupt):
            exporting.encrypt_if_plain(plain)
    exporting.encrypt_if_plain(plain)
    assert people(plain) == 2000
    assert CANARY.encode() not in everything_in(plain.parents[1])


@pytest.mark.parametrize("step", ["_write", "_prove", "replace", "settle", "_finish_removing"])
def test_stopped_at_any_step_a_new_key_leaves_a_database_that_opens(file, monkeypatch, step):
    with monkeypatch.context() as patch:
        stop_at(patch, step)
        with pytest.raises(KeyboardInterrupt):
            exporting.give_new_key(file)
    assert people(file) == 2000
    exporting.give_new_key(file)
    assert people(file) == 2000
    assert len(keys.keys_of(file.parent)) == 1


def stop_at(patch, step):
    """Stop as a power cut does, right where the step would begin."""

    def stop(*_):
        raise KeyboardInterrupt

    if step == "replace":
        whole = type(keys.Path()).replace
        patch.setattr(type(keys.Path()), "replace", lambda at, to: stop() if "sqlite3" in str(at) else whole(at, to))
    elif step == "settle":
        whole = keys.settle
        patch.setattr(keys, "settle", lambda at: stop() if at.name == "staff" else whole(at))
    elif step == "_finish_removing":
        whole, calls = exporting._finish_removing, []
        patch.setattr(exporting, step, lambda at: stop() if calls else (calls.append(1), whole(at)))
    else:
        patch.setattr(exporting, step, stop)


def test_a_new_key_closes_the_old_one_out(file):
    old = keys.keys_of(file.parent)
    exporting.give_new_key(file)
    assert people(file) == 2000
    path = keys.path_of(file.parent)
    right = path.read_text()
    keys.write(path, old)
    with pytest.raises(DiskKeyRefused):
        connect(file)
    path.write_text(right)


HOLD = "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); "
HOLD += "print(base.execute('SELECT count(*) FROM people').fetchone(), flush=True); sys.stdin.read()"
KILLED = "import sys, pathlib; from waystation.config.encrypted_sqlite3 import exporting; "
KILLED += "print(1, flush=True); exporting.encrypt_if_plain(pathlib.Path(sys.argv[1]))"


@pytest.mark.parametrize("after_ms", [1, 5, 10, 20, 40])
def test_killed_while_encrypting_nothing_is_lost(plain, after_ms):
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(plain)], stdout=subprocess.PIPE)
    process.stdout.readline()
    time.sleep(after_ms / 1000)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    exporting.encrypt_if_plain(plain)
    assert people(plain) == 2000
    assert CANARY.encode() not in everything_in(plain.parents[1])


def test_the_command_gives_both_files_new_keys(settled):
    before = [keys.keys_of(settled / door) for door in ("staff", "public")]
    done = waystation(settled, "disk", "rekey")
    assert (done.returncode, done.stdout.count("has a new key")) == (0, 2), done.stderr
    assert all(old != keys.keys_of(settled / door) for old, door in zip(before, ("staff", "public"), strict=True))
    assert names_opened(settled) == 20


def test_plain_where_it_is_asked_for_is_refused_on_an_encrypted_file(tmp_path):
    home = tmp_path / "home"
    assert waystation(home, "migrate").returncode == 0
    done = waystation(home, "migrate", **PLAIN)
    assert (done.returncode, "unset that" in done.stderr) == (1, True)
    assert waystation(home, "migrate").returncode == 0
