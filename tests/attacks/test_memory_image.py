"""Whoever takes the public door's memory, settings and database while it runs opens nothing that is sealed."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from running import Installation, environment

from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen, Key, Place, unseal

ALIGNED_BYTES = 8
DISTINCT_BYTES = 18  # of 32 random bytes about 30 are distinct; fewer than 18 in none of 10^12 keys
SEAL_A_RECORD = str(Path(__file__).with_name("seal_a_record.py"))

pytestmark = [pytest.mark.slow, pytest.mark.no_database]


def memory_of(process):
    """Return what a process holds in memory that it may write to."""
    pieces = []
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:  # noqa: PTH123
        for line in maps:
            place, rights, *_rest = line.split()
            first, last = (int(each, 16) for each in place.split("-"))
            if rights.startswith("rw") and "[v" not in line:
                memory.seek(first)
                pieces.append(memory.read(last - first))
    return pieces


def shapes(secret):
    return secret, secret.hex().encode(), base64.b64encode(secret)[:-2], base64.urlsafe_b64encode(secret)[:-2]


def could_be_keys(pieces):
    """Yield every stretch of the memory that may be a key, by where Python and OpenSSL put one."""
    for piece in pieces:
        if len(piece) < KEY_BYTES:
            continue
        words = np.frombuffer(piece, dtype=np.uint8)
        windows = np.lib.stride_tricks.sliding_window_view(words, KEY_BYTES)[::ALIGNED_BYTES]
        for first in range(0, len(windows), 1 << 17):
            some = windows[first : first + (1 << 17)]
            distinct = (np.diff(np.sort(some, axis=1), axis=1) != 0).sum(axis=1) + 1
            yield from (bytes(each) for each in some[distinct >= DISTINCT_BYTES])


def opens(keys, sealed, place):
    """Say whether any of these opens the envelope; each is tried."""
    for raw in keys:
        try:
            unseal(sealed, Key(raw), place)
        except CannotOpen:
            continue
        return True
    return False


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return a running house, its secrets, and one sealed record."""
    home = tmp_path_factory.mktemp("memory") / "home"
    around = environment(home, WAYSTATION_DOOR="staff", DJANGO_SETTINGS_MODULE="waystation.config.settings")
    subprocess.run([sys.executable, "-m", "waystation.config.cli", "migrate"], env=around, check=True, timeout=120)
    done = subprocess.run(
        [sys.executable, SEAL_A_RECORD], env=around, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    code, *printed = done.stdout.split()
    sealed, *secrets = (base64.b64decode(each) for each in printed)
    installation = Installation(home)
    installation.await_words("Stop with Ctrl+C.")
    for path in ("/", "/en/", "/en/releases/", "/nowhere"):
        try:
            installation.get("public", path)
        except OSError:
            continue
    place = Place("cases", "person", "record_key", code)
    yield installation, secrets, (sealed, place)
    installation.stop()


@pytest.fixture(scope="module")
def taken(house):
    """Return the memory, the surroundings and every file of the public door."""
    installation, _secrets, _record = house
    process = installation.child("door", str(installation.public))
    files = [path.read_bytes() for path in (installation.home / "public").rglob("*") if path.is_file()]
    return [*memory_of(process.pid), "\0".join(process.environ().values()).encode(), *files]


def test_no_key_of_the_house_is_in_it(house, taken):
    _installation, secrets, _record = house
    assert len(secrets) > 3
    found = [number for number, each in enumerate(secrets) for shape in shapes(each) if any(shape in x for x in taken)]
    assert found == []


def test_nothing_in_it_opens_a_record_used_as_a_key(house, taken):
    _installation, _secrets, record = house
    assert sum(map(len, taken)) > 10**7
    assert not opens(could_be_keys(taken), *record)


def test_both_searches_find_a_key_where_there_is_one(house):
    _installation, secrets, record = house
    assert any(secrets[0] in piece for piece in memory_of(os.getpid()))
    assert opens(could_be_keys([b"x" * 64 + secrets[0] + b"y" * 64]), *record)
