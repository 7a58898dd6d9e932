"""What encrypting the database file costs: the same work on a plain file and on an encrypted one.

    python bench/disk.py [ROWS]      10,000 unless told; in homes of their own, which are removed afterwards

Times are of the processor and of the clock, through Django's own connection. The exit code is 1 when a word written
into a clear column is found in the encrypted file or its log, or is not found in the plain one.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

CANARY = "Canary of a clear column"
INSERT = "INSERT INTO bench (code, place, story) VALUES (%s, %s, %s)"


def main(rows: int) -> int:
    measured: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as folder:
        for kind, plain in (("plain", "yes"), ("encrypted", "")):
            home = {"WAYSTATION_HOME": f"{folder}/{kind}", "WAYSTATION_KEYS": f"{folder}/keys"}
            around = {**os.environ, **home, "WAYSTATION_PLAIN_SQLITE": plain, "WAYSTATION_DOOR": "staff"}
            done = subprocess.run(
                [sys.executable, __file__, "work", str(rows)], env=around, capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.exit(done.stderr)
            measured[kind] = json.loads(done.stdout)
    print(f"{rows:,} rows{'':26} {'plain':>12} {'encrypted':>12}")
    for name, was in measured["plain"].items():
        print(f"{name:34} {was:12,.1f} {measured['encrypted'][name]:12,.1f}")
    hits = "canaries found in file and log"
    return 0 if measured["plain"][hits] > 0 and measured["encrypted"][hits] == 0 else 1


def work(rows: int) -> None:
    """Write, read and look into the file as it lies, in a home named by the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waystation.config.settings"
    import django

    django.setup()
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench (id INTEGER PRIMARY KEY, code TEXT UNIQUE, place TEXT, story TEXT)")
    made = [(f"code-{number}", f"{CANARY} {number}", os.urandom(150).hex()) for number in range(rows)]

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for row in made:
                cursor.execute(INSERT, row)

    def get() -> None:
        with connection.cursor() as cursor:
            for row in made:
                cursor.execute("SELECT story FROM bench WHERE code = %s", [row[0]])
                cursor.fetchone()

    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM bench WHERE story LIKE %s", ["%zz%"])
            cursor.fetchone()

    def commit() -> None:
        for number in range(100):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE bench SET place = %s WHERE id = %s", [f"{CANARY}!", number + 1])

    def reopen() -> None:
        for _ in range(100):
            connection.close()
            connection.ensure_connection()

    steps: list[tuple[str, Callable[[], None], int]] = [("insert", insert, rows), ("indexed read", get, rows)]
    steps += [("whole scan", scan, 1), ("single commit", commit, 100), ("open", reopen, 100)]
    found = {name: micros for step in steps for name, micros in timed(*step)}
    file = Path(connection.settings_dict["NAME"])
    content = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    found["canaries found in file and log"] = float(content.count(CANARY.encode()))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    found["file (kB)"] = file.stat().st_size / 1024
    print(json.dumps(found))


def timed(name: str, step: Callable[[], None], times: int) -> Iterator[tuple[str, float]]:
    started, worked = time.perf_counter(), time.process_time()
    step()
    yield f"{name}: clock (µs each)", (time.perf_counter() - started) / times * 1e6
    yield f"{name}: processor (µs each)", (time.process_time() - worked) / times * 1e6


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(int(sys.argv[2]))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000))
