"""Puts the tests in the workshop, which holds both doors, in a new home with fresh catalogues, before settings load."""

import os
import tempfile
from pathlib import Path

from waystation.config.catalogues import compile_stale

os.environ["WAYSTATION_DOOR"] = "workshop"
os.environ.setdefault("WAYSTATION_HOME", tempfile.mkdtemp(prefix="waystation-tests-"))

# Keys of the tests' databases belong to the tests, not among the settings of whoever runs them.
os.environ["XDG_CONFIG_HOME"] = f"{os.environ['WAYSTATION_HOME']}-settings"

compile_stale(Path(__file__).resolve().parents[1] / "locale")
