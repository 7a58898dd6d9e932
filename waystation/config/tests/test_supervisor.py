"""The supervisor's decisions, without starting anything."""

import os
import subprocess
import sys

import pytest

from waystation.config.home import note_public_address, public_address
from waystation.config.supervisor import (
    LONGEST_PAUSE_SECONDS,
    CannotStart,
    Child,
    Plan,
    Supervisor,
    _environment,
    _only_one,
)

pytestmark = pytest.mark.no_database


def test_pauses_double_up_to_half_a_minute():
    child = Child("the worker", ("worker",), {})
    pauses = []
    for _ in range(9):
        child.started_at = __import__("time").monotonic()
        pauses.append(child.plan_restart())
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, LONGEST_PAUSE_SECONDS]


def test_a_steady_child_starts_again_soon():
    child = Child("the worker", ("worker",), {}, failures=8, started_at=-1000)
    assert child.plan_restart() == 0.5


def test_a_lock_left_by_a_dead_supervisor_does_not_hinder(tmp_path):
    (tmp_path / "running.lock").write_text("999999")
    with _only_one(tmp_path):
        assert (tmp_path / "running.lock").read_text() == str(os.getpid())


def test_a_second_one_is_refused(tmp_path):
    with _only_one(tmp_path), pytest.raises(CannotStart, match="runs already"), _only_one(tmp_path):
        pass


def test_two_doors_need_two_ports(tmp_path):
    with pytest.raises(CannotStart, match="two ports"):
        Supervisor(Plan(tmp_path, public_port=8000, staff_port=8000)).run()


@pytest.mark.parametrize(("door", "hidden"), [("public", "WAYSTATION_RECORDS_DB"), ("staff", "WAYSTATION_PUBLIC_DB")])
def test_a_door_is_not_told_the_others_database(tmp_path, monkeypatch, door, hidden):
    monkeypatch.setenv(hidden, "postgresql://somebody:secret@host/name")
    assert hidden not in _environment(Plan(tmp_path), door)


def test_only_one_side_is_started_when_asked(tmp_path):
    names = [child.name for child in Supervisor(Plan(tmp_path, doors="public")).children]
    assert names == ["the public door"]


def test_the_supervisor_knows_no_django():
    code = "import sys; import waystation.config.commands, waystation.config.supervisor; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_commands_in_other_windows_find_the_public_door(tmp_path, monkeypatch):
    monkeypatch.setenv("WAYSTATION_HOME", str(tmp_path))
    monkeypatch.delenv("WAYSTATION_PUBLIC_URL", raising=False)
    assert public_address() == "http://127.0.0.1:8000"
    note_public_address(tmp_path, Plan(tmp_path, "::", 8410).public_url())
    assert public_address() == "http://127.0.0.1:8410"
    monkeypatch.setenv("WAYSTATION_PUBLIC_URL", "https://example.org")
    assert public_address() == "https://example.org"
