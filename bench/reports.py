"""Senders at once, each with many reports: how many are accepted, how many stored, and what one costs the server.

    python bench/reports.py [--senders 8] [--reports 50] [--postgres]

Starts both doors and the worker in a home of its own, opens the SOS line's vault for an invented house, sends every
report through the form without scripts, waits until the staff side has taken all in, and counts. CPU is that of the
public door's processes, per report: one page asked and one form posted. The exit code is 1 when a report was refused
or lost, when one costs more than 40 ms, or when the page is heavier than it may be.
"""

import argparse
import gzip
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bin" / "lib")]
from cluster import PostgresCluster  # noqa: E402  found only now
from receiving import House  # noqa: E402

MOST_CPU_MS, MOST_HTML_BYTES, MOST_ALL_BYTES = 40, 10_000, 65_000
FORM_ID = re.compile(r'name="form_id" value="([0-9a-f-]+)"')
TOLD = "Invented: somebody is kept behind the bakery and may not leave. " * 6


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--senders", type=int, default=8)
    asked.add_argument("--reports", type=int, default=50)
    asked.add_argument("--postgres", action="store_true", help="on a PostgreSQL of our own instead of SQLite")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, house(Path(folder), postgres=wish.postgres) as line:
        html, everything = weight(line.address)
        accepted, cpu_ms, took = send_all(line, wish.senders, wish.reports)
        stored = line.await_reports(accepted)
    wanted = wish.senders * wish.reports
    kind = "PostgreSQL" if wish.postgres else "SQLite, encrypted"
    print(f"{kind}: {accepted} of {wanted} accepted, {stored} stored, {wanted - accepted} errors, in {took:.1f} s.")
    print(f"CPU of the public door per report: {cpu_ms:.1f} ms (at most {MOST_CPU_MS}).")
    print(f"The page: {html:,} bytes of HTML compressed, {everything:,} with style, script and fonts (Latin).")
    light = html <= MOST_HTML_BYTES and everything <= MOST_ALL_BYTES
    return 0 if accepted == stored == wanted and cpu_ms <= MOST_CPU_MS and light else 1


@contextmanager
def house(folder: Path, *, postgres: bool) -> Iterator[House]:
    with ExitStack() as stack:
        databases = {}
        if postgres:
            folder.chmod(0o755)
            (folder / "cluster").mkdir()
            cluster = stack.enter_context(PostgresCluster(folder / "cluster"))
            databases = {"WAYSTATION_PUBLIC_DB": cluster.address("public")}
            databases["WAYSTATION_RECORDS_DB"] = cluster.address("records")
        line = House(folder / "home", databases)
        stack.callback(line.stop)
        line.open_line()
        yield line


def weight(address: str) -> tuple[int, int]:
    """Return the compressed bytes of the page alone, and of all it loads: text compressed, fonts as they are."""
    with httpx.Client(base_url=address) as browser:
        page = browser.get("/en/report/")
        html = len(gzip.compress(page.content))
        loaded = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page.text)
        everything = html
        for path in dict.fromkeys(path for path in loaded if "print" not in path):
            everything += len(gzip.compress(browser.get(path).content))
        for cut in ("regular", "bold"):
            everything += len(browser.get(f"/static/charts/fonts/waystation-sans-latin-{cut}.woff2").content)
    return html, everything


def send_all(line: House, senders: int, reports: int) -> tuple[int, float, float]:
    """Send everything; return how many were accepted, the CPU of one in milliseconds, and how long all took."""
    doors = line.doors()
    before, started = cpu_of(doors), time.monotonic()
    with ThreadPoolExecutor(senders) as pool:
        accepted = sum(pool.map(lambda number: send_some(line.address, number, reports), range(senders)))
    spent = cpu_of(doors) - before
    return accepted, spent * 1000 / (senders * reports), time.monotonic() - started


def send_some(address: str, sender: int, reports: int) -> int:
    with httpx.Client(base_url=address, timeout=60) as browser:
        return sum(sent(browser, f"{TOLD} {sender}/{number}") for number in range(reports))


def sent(browser: httpx.Client, told: str) -> bool:
    try:
        found = FORM_ID.search(browser.get("/en/report/").text)
        form = {"form_id": found[1] if found else str(uuid.uuid4()), "told": told}
        answer = browser.post("/en/report/", data=form)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200 and len(re.findall(r"<li>\w+</li>", answer.text)) == 12


def cpu_of(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


if __name__ == "__main__":
    sys.exit(main())
