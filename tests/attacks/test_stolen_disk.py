"""Whoever takes the disk without the keys finds no name, no phone, no day of birth and no story on it."""

import base64
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from shapes import shapes

HERE = Path(__file__).parent
TRACES = str(HERE / "leave_traces.py")
WORK = "import django, runpy, sys; django.setup(); runpy.run_path(sys.argv[1], run_name='__main__')"
pytestmark = pytest.mark.no_database


def surroundings(home, outside, **more):
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
    own = {"WAYSTATION_HOME": str(home), "WAYSTATION_DOOR": "staff", "TMPDIR": str(home), "OUTSIDE": outside, **more}
    return {**kept, **own, "DJANGO_SETTINGS_MODULE": "waystation.config.settings"}


@pytest.fixture(scope="module")
def stolen(tmp_path_factory):
    """Return what lies in the home of a thief's dreams: the database plain, so that sealing alone must hold."""
    return an_evening(tmp_path_factory, WAYSTATION_PLAIN_SQLITE="yes")


@pytest.fixture(scope="module")
def stolen_encrypted(tmp_path_factory):
    """Return what lies in a home as it is by default."""
    return an_evening(tmp_path_factory)


def an_evening(tmp_path_factory, **more):
    """Return every file the evening left behind, and what was printed: the log."""
    home, outside = tmp_path_factory.mktemp("stolen"), tmp_path_factory.mktemp("own-computer")
    around = surroundings(home, str(outside), **more)
    migrate, work = [sys.executable, "-m", "waystation.config.cli", "migrate"], [sys.executable, "-c", WORK, TRACES]
    subprocess.run(migrate, env=around, check=True, capture_output=True, timeout=120)
    done = subprocess.run(work, env=around, check=False, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    found = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {**found, "log": done.stdout + done.stderr}


def canaries():
    known = tomllib.loads((HERE / "canaries.toml").read_text(encoding="utf-8"))
    return [word for group in known.values() for word in group.values()]


def test_the_evening_left_a_database_a_sealed_upload_and_a_session(stolen):
    names = " ".join(stolen)
    assert "staff/records.sqlite3" in names
    assert "staff/files/imports/" in names
    assert names.count("staff/files/documents/") == 2


@pytest.mark.parametrize("word", canaries())
def test_nothing_of_a_secret_is_found(stolen, word):
    places = {name for name, content in stolen.items() for shape in shapes(word) if shape in content}
    assert places == set()


@pytest.mark.parametrize("word", [*canaries(), "A house (invented)", "social_work", "CREATE TABLE"])
def test_by_default_not_even_a_clear_column_is_found(stolen_encrypted, word):
    places = {name for name, content in stolen_encrypted.items() for shape in shapes(word) if shape in content}
    assert places == set()


def test_this_search_would_find_what_lies_open(stolen):
    everything = b"".join(stolen.values())
    assert any(shape in everything for shape in shapes("A house (invented)"))
    for encoded in (base64.b64encode(b"x" + "Канаринка".encode()), "Канаринка".encode("utf-16-le")):
        assert any(shape in encoded for shape in shapes("Канаринка"))


def test_only_key_files_hold_keys(stolen):
    keys = [content for name, content in stolen.items() if name.endswith(".key") and "vaults" in name]
    others = b"".join(content for name, content in stolen.items() if not name.endswith(".key"))
    assert keys
    assert not any(key in others or key.hex().encode() in others or base64.b64encode(key) in others for key in keys)
