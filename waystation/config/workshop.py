"""Puts the tests in the workshop, which holds both doors, in a throw-away home: loaded before any setting is read."""

import os
import tempfile

os.environ["WAYSTATION_DOOR"] = "workshop"
os.environ.setdefault("WAYSTATION_HOME", tempfile.mkdtemp(prefix="waystation-tests-"))
