"""How long a backup and its restore take with 10,000 sealed people, and how much memory.

python bench/backup.py [PEOPLE]      works in a folder of its own, which is removed afterwards
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from waystation.config.tests.backup_home import names_opened, settled_home, shares_file, waystation

BACKUP_WITHIN, RESTORE_WITHIN, MEGABYTES_WITHIN = 60.0, 300.0, 150


def seconds_of(home: Path, *arguments: str) -> float:
    started = time.monotonic()
    done = waystation(home, *arguments)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started


def main(people: int) -> int:
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as name:
        folder = Path(name)
        shares = settled_home(folder / "home", people)
        large = folder / "home" / "staff" / "files" / "imports" / "large"
        large.parent.mkdir(parents=True)
        with large.open("wb") as file:  # a file larger than the memory allowed
            for _ in range(200):
                file.write(os.urandom(1_000_000))
        backup = seconds_of(folder / "home", "backup", str(folder / "a.age"))
        command = ("restore", str(folder / "a.age"), "--shares-file", shares_file(folder, shares[1:]))
        restored = seconds_of(folder / "none", *command, "--into", str(folder / "back"))
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        started = time.monotonic()
        opened = names_opened(folder / "back")
        opening = time.monotonic() - started
        size = (folder / "a.age").stat().st_size / 10**6
    print(f"{people} people, {size:.0f} MB sealed; most memory of any process {most} MB")
    print(f"backup   {backup:6.1f} s   (at most {BACKUP_WITHIN:.0f} s)")
    print(f"restore  {restored:6.1f} s   then every name opened in {opening:.1f} s (at most {RESTORE_WITHIN:.0f} s)")
    good = opened == people and backup <= BACKUP_WITHIN and restored + opening <= RESTORE_WITHIN
    return 0 if good and most <= MEGABYTES_WITHIN else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
