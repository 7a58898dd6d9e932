"""Letters survive whatever is killed: none is lost, none is acted on twice."""

import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from waystation.config.encrypted_sqlite3.opening import connect

sys.path.insert(0, str(Path(__file__).parent))
from running import Installation, await_true, command_of, environment

pytestmark = [pytest.mark.slow, pytest.mark.no_database]
LETTERS, KILLS = 60, 8

POST = """
import sys, time, uuid
import django
django.setup()
from waystation.evidence.published import PublishedRelease, dump
from waystation.letterbox.actions import post
for number in range(int(sys.argv[1])):
    release = PublishedRelease(
        release_id=str(uuid.UUID(int=number)), set_code=f"set-{number}", series="organisation", edition=1, names={},
        period="2021", invented=True, organisation="A house (invented)", snapshot_sha256="0" * 64,
        snapshot_taken_at="2022-01-01T00:00:00Z", approved_by="Vesna (invented)", approved_at="2022-01-01T00:00:00Z",
        what_changed={}, sources=(), tables=(),
    )
    post("release", dump(release), letter_id=uuid.UUID(int=1000 + number))
    time.sleep(0.1)
"""


def ask(path, question):
    with connect(path, read_only=True, timeout=30) as database:
        return database.execute(question).fetchall()


def undelivered(home):
    question = "SELECT count(*) FROM letterbox_letter WHERE direction = 'out' AND acknowledged_at IS NULL"
    return ask(home / "staff/records.sqlite3", question)[0][0] + ask(home / "public/public.sqlite3", question)[0][0]


def kill_one(installation, chance):
    """Kill a door, the worker, or a copy of the worker that carries letters at this moment."""
    victims = [x for x in installation.children() if "child" in " ".join(command_of(x))]
    victim = chance.choice(victims)
    try:
        victim.kill()
    except psutil.NoSuchProcess:
        return


@pytest.fixture(scope="module")
def survived(tmp_path_factory):
    chance = random.Random(2)
    installation = Installation(tmp_path_factory.mktemp("letters") / "home")
    try:
        installation.await_words("Stop with Ctrl+C.")
        surroundings = environment(
            installation.home, WAYSTATION_DOOR="staff", DJANGO_SETTINGS_MODULE="waystation.config.settings"
        )
        posting = subprocess.Popen([sys.executable, "-c", POST, str(LETTERS)], env=surroundings)
        for _ in range(KILLS):
            kill_one(installation, chance)
            time.sleep(chance.uniform(0.1, 1.5))
        assert posting.wait(timeout=120) == 0
        await_true(lambda: undelivered(installation.home) == 0, 240, f"the letters; {installation.words()}")
    finally:
        installation.stop()
    return installation.home


def test_every_release_is_shown_once(survived):
    shown = ask(survived / "public/public.sqlite3", "SELECT release_id FROM campaign_shownrelease")
    assert len(shown) == len(set(shown)) == LETTERS


def test_every_receipt_arrived_once(survived):
    receipts = ask(survived / "staff/records.sqlite3", "SELECT letter_id FROM letterbox_letter WHERE direction = 'in'")
    assert len(receipts) == len(set(receipts)) == LETTERS


def test_letters_of_one_stem_kept_their_order(survived):
    shown = ask(survived / "public/public.sqlite3", "SELECT set_code FROM campaign_shownrelease ORDER BY id")
    assert [row[0] for row in shown] == [f"set-{number}" for number in range(LETTERS)]


@pytest.mark.parametrize("path", ["staff/records.sqlite3", "public/public.sqlite3"])
def test_databases_are_sound(survived, path):
    assert ask(survived / path, "PRAGMA integrity_check") == [("ok",)]


def test_served_bodies_are_gone_on_both_sides(survived):
    question = "SELECT count(*) FROM letterbox_letter WHERE body <> '' AND refused_at IS NULL"
    assert ask(survived / "staff/records.sqlite3", question) == [(0,)]
    assert ask(survived / "public/public.sqlite3", question) == [(0,)]
