"""Walks the whole path and prints seconds: import, facts, indicators, protection, releases, infographics.

Run: .venv/bin/python bench/path.py [ctdc] [demo]. Limits: 60 s for the CTDC file, 15 s for the invented organisation,
whose records are invented beforehand and not timed. Infographics are drawn in 3 languages and 4 formats.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FILE = CHECKOUT.parent / "shared" / "data" / "ctdc_k_anonymised_2021-07-15.csv.gz"
LIMITS = {"ctdc": 60.0, "demo": 15.0}
FORMATS, LANGUAGES = "html,svg,png,pdf", "mk,sq,en"
STAFF = """
from waystation.config.actions import invented_organisation
organisation, users = invented_organisation("Open Door (invented)", "a bench password")
"""
INVENT = """
from waystation.core.invention import invent
from waystation.core.keys.access import unlock
from waystation.core.sealing.staff import unlocked
ring = unlock(users["coordinator"], "a bench password")
with unlocked(ring):
    invent(organisation, users, ring)
"""
PUBLISH = """
from waystation.core.models import User
from waystation.evidence import actions
from waystation.evidence.sets import release_sets
at_hand = {}
people = {role: User.objects.get(role=role) for role in ("researcher", "coordinator")}
for code, chosen in release_sets().items():
    if chosen.series == SERIES:
        draft = actions.draft_release(code, by=people["researcher"], background=False)
        actions.approve_release(actions.compute_release(draft.code, at_hand=at_hand), by=people["coordinator"])
"""


def run(home: str, *command: str) -> str:
    """Run one step in a process of its own, as the product does; compiled modules are kept as on any machine."""
    environment = {**os.environ, "WAYSTATION_HOME": home, "DJANGO_SETTINGS_MODULE": "waystation.config.settings"}
    for name in ("PYTHONDONTWRITEBYTECODE", "WAYSTATION_DOOR"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)[:80]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def waystation(home: str, *arguments: str) -> str:
    return run(home, "-m", "waystation.config.cli", *arguments)


def python(home: str, source: str) -> str:
    return run(home, "-c", f"import django; django.setup()\n{source}")


def prepare(home: str, *, invented: bool) -> None:
    """Make the databases, the organisation and its staff; invent twenty years when asked."""
    waystation(home, "migrate")
    python(home, STAFF + (INVENT if invented else ""))


def publish(home: str, series: str) -> None:
    """Draft and approve the sets of a series: facts, indicators, protection, audit, frozen payloads."""
    python(home, PUBLISH.replace("SERIES", repr(series)))


def draw(home: str, out: str) -> int:
    """Draw every infographic that has a release; return how many files."""
    waystation(home, "draw", "--out", out, "--formats", FORMATS, "--languages", LANGUAGES)
    return sum(path.is_file() for path in Path(out).rglob("*"))


def walk(name: str) -> float:
    """Walk one path; print and return its seconds."""
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home:
        prepare(home, invented=name == "demo")
        steps: list[tuple[str, Callable[[], object]]] = [
            ("facts to releases", lambda: publish(home, "organisation" if name == "demo" else name)),
            ("infographics", lambda: draw(home, f"{home}/drawn")),
        ]
        if name == "ctdc":
            steps.insert(0, ("import", lambda: waystation(home, "import", str(FILE), "--profile", "ctdc", "--json")))
        return sum(timed(name, step, work) for step, work in steps)


def timed(name: str, step: str, work: Callable[[], object]) -> float:
    before = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - before
    detail = f" ({found} files)" if isinstance(found, int) else _rows(found)
    print(f"{name:5} {step:18} {seconds:6.1f} s{detail}", flush=True)
    return seconds


def _rows(found: object) -> str:
    return f" ({json.loads(found)['accepted']:,} rows)" if isinstance(found, str) and found.startswith("{") else ""


def main() -> int:
    asked = sys.argv[1:] or list(LIMITS)
    if "ctdc" in asked and not FILE.exists():
        print(f"{FILE.name} is not here: the path of the CTDC file is left out.")
        asked.remove("ctdc")
    good = True
    for name in asked:
        seconds = walk(name)
        good &= seconds < LIMITS[name]
        print(f"{name:5} {'whole path':18} {seconds:6.1f} s  limit {LIMITS[name]:.0f} s")
    print("good" if good else "NOT GOOD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
