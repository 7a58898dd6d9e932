"""Time, memory and information loss of table protection, on real and random tables.

Run: python bench/disclosure.py [nrm|large|ctdc|random ...]   (all four when none is named)
Real files are read from ../shared/data beside the checkout and skipped by name where they are absent.
"""

import csv
import gzip
import itertools
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from waystation.stats.disclosure import CannotProtect, Table, audit, protect

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NRM = SHARED / "uk_nrm_referrals_2022q2-2023q3_nonzero.csv.gz"
CTDC = SHARED / "ctdc_k_anonymised_2021-07-15.csv.gz"
NRM_TABLES = (
    ("First responder type", "Exploitation type", "Gender"),
    ("First responder type", "Exploitation type", "Gender", "Age at exploitation"),
    ("First responder type", "Exploitation type", "Nationality"),
)
CTDC_COLUMNS = ("yearOfRegistration", "gender", "ageBroad", "citizenship", "isForcedLabour", "isSexualExploit")


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def nrm_leaves(quarter: str) -> list[dict[str, str]]:
    """Keep the finest rows: the file also holds every total."""
    return [
        row
        for row in rows(NRM)
        if row["Quarter"] == quarter
        and "Total" not in row.values()
        and not row["First responder"].lower().endswith("total")
    ]


def table_of(records: list[dict[str, str]], columns: tuple[str, ...], count: str | None = None) -> Table:
    counts: Counter[tuple[str, ...]] = Counter()
    for record in records:
        counts[tuple(record[name] or "unknown" for name in columns)] += int(record[count]) if count else 1
    return Table(columns, counts)


def random_table(shape: tuple[int, ...], random: np.random.Generator, mean: float) -> Table:
    names = tuple("abcd"[: len(shape)])
    cells = itertools.product(*(range(size) for size in shape))
    counts = {tuple(map(str, cell)): int(random.poisson(mean * random.exponential())) for cell in cells}
    return Table(names, counts)


def report(name: str, table: Table) -> None:
    started = time.perf_counter()
    try:
        protected = protect(table, seconds=120)
    except CannotProtect as refusal:
        print(f"{name:58} refused: {refusal.reason}")
        return
    seconds, loss = time.perf_counter() - started, protected.loss
    print(
        f"{name:58} {loss.cells:6} cells {loss.sensitive:5} sensitive {loss.complementary:5} more "
        f"{100 * loss.shown / loss.cells:5.1f} % printed {seconds:7.2f} s (audit {protected.audit.seconds:5.2f} s) "
        f"narrowest {protected.audit.narrowest.width if protected.audit.narrowest else '-':>3} {megabytes():5.0f} MB"
    )


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def nrm() -> None:
    if not NRM.exists():
        print(f"skipped: {NRM.name} is not beside the checkout")
        return
    leaves = nrm_leaves("2023Q3")
    print(f"UK NRM 2023Q3: {sum(int(row['People']) for row in leaves)} people")
    for columns in NRM_TABLES:
        report(" × ".join(columns), table_of(leaves, columns, "People"))


def ctdc() -> None:
    if not CTDC.exists():
        print(f"skipped: {CTDC.name} is not beside the checkout")
        return
    records = rows(CTDC)
    print(f"CTDC: {len(records)} records, tables of two columns")
    for columns in itertools.combinations(CTDC_COLUMNS, 2):
        report(" × ".join(columns), table_of(records, columns))


def large() -> None:
    random = np.random.default_rng(1)
    for shape in ((9, 9, 19), (20, 20, 20)):
        report(f"random {shape}", random_table(shape, random, 4.0))
    table = random_table((8, 8, 8), random, 4.0)
    protected = protect(table)
    started = time.perf_counter()
    alone = audit(protected.published(), time_limit=120)
    print(
        f"audit alone, from print only: {len(alone.intervals)} withheld, passed: {alone.passed}, "
        f"{time.perf_counter() - started:.2f} s"
    )


def small() -> Iterator[Table]:
    random = np.random.default_rng(2)
    for _ in range(1000):
        shape = tuple(int(size) for size in random.integers(2, 5, size=random.integers(1, 4)))
        yield random_table(shape, random, float(random.choice([1.0, 4.0, 20.0])))


def thousand() -> None:
    times, sensitive, more, cells = [], 0, 0, 0
    for table in small():
        started = time.perf_counter()
        protected = protect(table)
        times.append(time.perf_counter() - started)
        sensitive += protected.loss.sensitive
        more += protected.loss.complementary
        cells += protected.loss.cells
    print(
        f"1,000 random small tables: {sum(times):.1f} s, median {1000 * float(np.median(times)):.0f} ms, "
        f"slowest {max(times):.2f} s; {cells} cells, {sensitive} sensitive, {more} more withheld; {megabytes():.0f} MB"
    )


PARTS: dict[str, Callable[[], None]] = {"nrm": nrm, "large": large, "ctdc": ctdc, "random": thousand}


def main() -> None:
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
