"""Imports the CTDC file into an empty home and prints seconds and memory. Limits: 20 s, 600 MB.

Run: .venv/bin/python bench/import_ctdc.py [FILE]
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FILE = CHECKOUT.parent / "shared" / "data" / "ctdc_k_anonymised_2021-07-15.csv.gz"
ROWS, SECONDS, MEGABYTES = 97_750, 20.0, 600


def waystation(home: str, *arguments: str) -> str:
    """Run the command line in its own process, as a person would."""
    environment = {**os.environ, "WAYSTATION_HOME": home}
    command = [sys.executable, "-m", "waystation.config.cli", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=CHECKOUT).stdout


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    if not path.exists():
        print(f"{path.name} is not here: name the file as an argument.")
        return 2
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home:
        waystation(home, "migrate")
        before = time.perf_counter()
        answer = json.loads(waystation(home, "import", str(path), "--profile", "ctdc", "--json"))
        seconds = time.perf_counter() - before
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        again = json.loads(waystation(home, "import", str(path), "--profile", "ctdc", "--json"))
    megabytes = usage.ru_maxrss / 1024
    good = answer["accepted"] == ROWS and again["already"] and seconds < SECONDS and megabytes < MEGABYTES
    print(
        f"rows {answer['accepted']:,} · {seconds:.1f} s (limit {SECONDS:.0f}) · {megabytes:.0f} MB (limit {MEGABYTES})"
    )
    print(f"processor time, migration included: {usage.ru_utime + usage.ru_stime:.1f} s")
    print("good" if good else "NOT GOOD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
