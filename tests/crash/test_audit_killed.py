"""Thirty kills (SIGKILL) while records are written: no record without its audit line, no line without its record."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "audit_kill.py"

pytestmark = pytest.mark.slow


def test_a_record_and_its_line_are_written_together_or_not_at_all():
    done = subprocess.run(
        [sys.executable, SCRIPT, "30"], env=os.environ, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("30 kills")
