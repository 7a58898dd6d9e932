"""Ten kills (SIGKILL) while documents are attached: each that has a record is whole, and nothing else stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "documents_kill.py"

pytestmark = pytest.mark.slow


def test_a_killed_upload_leaves_no_half_document():
    around = {name: text for name, text in os.environ.items() if name != "WAYSTATION_RECORDS_DB"}
    done = subprocess.run(
        [sys.executable, SCRIPT, "10"], env=around, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("10 kills")
