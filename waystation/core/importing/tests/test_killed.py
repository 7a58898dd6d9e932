"""Killed at any moment, an import has written all or nothing, and the next run finishes it."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from waystation.config.encrypted_sqlite3.opening import connect

ROWS = 12_000
HEADER = "year,indicator,disaggregation,value,source_title,source_year,note\n"


@pytest.fixture
def home(tmp_path):
    waystation(tmp_path, "migrate").wait(120)
    return tmp_path


@pytest.fixture
def big_file(tmp_path):
    path = tmp_path / "big.csv"
    lines = (f"{2000 + n % 20},callers,place={n},{n},A report,2021,\n" for n in range(ROWS))
    path.write_text(HEADER + "".join(lines))
    return path


def waystation(home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAYSTATION_")}
    command = [sys.executable, "-m", "waystation.config.cli", *arguments]
    surroundings = {**kept, "WAYSTATION_HOME": str(home), "LANG": "en"}
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ask(home, sql):
    with connect(home / "staff" / "records.sqlite3") as database:
        return database.execute(sql).fetchone()[0]


def in_state(home, *states):
    names = ", ".join(f"'{state}'" for state in states)
    return ask(home, f"SELECT count(*) FROM core_importrun WHERE state IN ({names})")


@pytest.mark.slow
@pytest.mark.no_database
def test_an_import_killed_at_random_moments_is_all_or_nothing_and_can_be_finished(home, big_file):
    chance = random.Random(2026)
    for _ in range(6):
        process = waystation(home, "import", str(big_file), "--json")
        while process.poll() is None and not in_state(home, "checking", "writing", "done"):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        written = ask(home, "SELECT count(*) FROM evidence_ledgerfigure")
        assert written == (ROWS if in_state(home, "done") else 0)
    answer = json.loads(waystation(home, "import", str(big_file), "--json").communicate(timeout=120)[0])
    assert answer["already"] or answer["written"] == ROWS
    assert ask(home, "SELECT count(*) FROM evidence_ledgerfigure") == ROWS
    assert in_state(home, "done") == ask(home, "SELECT count(*) FROM core_importrun") == 1
