"""Names, phones and stories written in every way there is leave no trace in anything a thief could take."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "canaries.py"

pytestmark = [pytest.mark.slow, pytest.mark.no_database]


def test_none_of_a_thousand_canaries_is_found():
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
    command = [sys.executable, SCRIPT, "100"]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"1,\d{3} canaries written", done.stdout)
    assert done.stdout.rstrip().endswith(": 0 hits []")
