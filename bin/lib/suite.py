"""Run every part of the suite, whatever fails, and end with one line that counts all of it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import audits
from cluster import PostgresCluster

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv" / "bin"
COUNTED = ("passed", "failed", "skipped")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
NOTHING_COLLECTED = 5

LINT = {
    "ruff check": [PROGRAMS / "ruff", "check", "."],
    "ruff format": [PROGRAMS / "ruff", "format", "--check", "--quiet", "."],
    "mypy": [PROGRAMS / "mypy"],
    "lint-imports": [PROGRAMS / "lint-imports", "--no-logo", "--no-cache"],
}


class Tally:
    """What was counted so far; a check that is no test counts as one."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(COUNTED, 0)

    def add(self, **counts: int) -> None:
        for word, count in counts.items():
            self.counts[word] += count

    def line(self) -> str:
        return ", ".join(f"{self.counts[word]} {word}" for word in COUNTED)


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def lint(tally: Tally) -> None:
    """Run each checker; each counts as one test."""
    for name, command in LINT.items():
        say(name)
        good = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
        tally.add(passed=int(good), failed=int(not good))
    for name, audit in {"known weaknesses": audits.dependencies, "secrets in the source": audits.secrets}.items():
        say(name)
        tally.add(**{audit(): 1})


def pytest(tally: Tally, title: str, *arguments: str, **environment: str) -> None:
    """Run pytest, show its output as it comes, and add up its last line."""
    say(title)
    command = [PROGRAMS / "python", "-m", "pytest", *arguments]
    surroundings = {**os.environ, **environment}
    process = subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    counts: dict[str, int] = {}
    for line in process.stdout:
        print(line, end="", flush=True)
        counts = counts_of(line) or counts
    code = process.wait()
    if code not in {0, NOTHING_COLLECTED} and not counts.get("failed"):
        counts["failed"] = 1
    tally.add(**counts)


def counts_of(line: str) -> dict[str, int]:
    """Read pytest's closing line: `12 passed, 1 skipped in 3.21s`; errors count as failed."""
    if not re.search(r"\bin \d+\.\d+s\b", line):
        return {}
    found = {
        word: int(number)
        for number, word in re.findall(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b", line)
    }
    failed = found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)
    return {
        "passed": found.get("passed", 0) + found.get("xpassed", 0),
        "failed": failed,
        "skipped": found.get("skipped", 0) + found.get("xfailed", 0),
    }


def on_postgresql(tally: Tally, *arguments: str) -> None:
    """Run the tests that need a database once more, in a PostgreSQL made for this and removed after it."""
    with tempfile.TemporaryDirectory(prefix="waystation-pg-") as folder, PostgresCluster(Path(folder)) as cluster:
        records, public = cluster.address("records"), cluster.address("public")
        environment = {"WAYSTATION_RECORDS_DB": records, "WAYSTATION_PUBLIC_DB": public}
        pytest(tally, "Django tests on PostgreSQL", *arguments, **environment)


def main(arguments: list[str]) -> int:
    """Run the parts named in WAYSTATION_TEST_ONLY, all by default."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the cluster is stopped on the way out
    parts = os.environ.get("WAYSTATION_TEST_ONLY", "lint,sqlite,postgresql,browser").split(",")
    started, tally = time.monotonic(), Tally()
    many = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadscope", "--no-loadscope-reorder", "--durations=25"]
    if "lint" in parts:
        lint(tally)
    if "sqlite" in parts:
        pytest(tally, "pytest on SQLite", *many, "-m", "not browser", *arguments)
    if "postgresql" in parts:
        on_postgresql(tally, *many, "-m", "not browser and not no_database", *arguments)
    if "browser" in parts:
        pytest(tally, "browser journeys", *many, "-m", "browser", *arguments)
    say(f"finished in {time.monotonic() - started:.0f} s")
    print(tally.line(), flush=True)
    return 1 if tally.counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
