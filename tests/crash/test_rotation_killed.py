"""Five kills (SIGKILL) of a rotation of keys while colleagues work: nothing is lost and nobody is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "rotation_kill.py"

pytestmark = pytest.mark.slow


def test_a_killed_rotation_loses_nothing_and_fails_no_request():
    done = subprocess.run(
        [sys.executable, SCRIPT, "5", "300"], env=os.environ, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert " 0 failed" in done.stdout
    assert done.stdout.rstrip().endswith(" 0 lost")
