"""How fast each main page of both doors answers: a running demonstration, or one started for this.

    python bench/pages.py [--times 20] [--public http://127.0.0.1:8000 --staff http://127.0.0.1:8001]

The exit code is 1 when the slower half of any page's answers takes longer than 100 ms.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from entering import enter
from running import Installation

from waystation.config.demonstration import DEMO_PASSWORD

LONGEST_MS = 100
PUBLIC = ["/en/", "/mk/", "/en/releases/", "/en/releases/helpline/1/"]
STAFF = [
    "/", "/desk/", "/desk/contacts/", "/desk/contacts/?year=2015&outcome=referred",
    "/cases/", "/cases/people/", "/shelter/", "/social_work/",
    "/field_work/", "/prevention/", "/imports/", "/imports/new/", "/evidence/indicators/", "/evidence/ledger/",
    "/evidence/releases/", "/infographics/",
]  # fmt: skip
FIRST_LINKS = {"/desk/": "a contact", "/cases/": "a case", "/cases/people/": "a person", "/shelter/": "a stay"}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=20)
    asked.add_argument("--public")
    asked.add_argument("--staff")
    wish = asked.parse_args()
    with doors(wish.public, wish.staff) as (public, staff):
        rows = [*of_public(public, wish.times), *of_staff(staff, wish.times)]
    print(f"{'page':58} {'status':>6} {'p50 ms':>8} {'p95 ms':>8}")
    for name, status, middle, high in rows:
        print(f"{name:58} {status:6} {middle:8.1f} {high:8.1f}{'  slow' if middle > LONGEST_MS else ''}")
    slow = [name for name, _status, middle, _high in rows if middle > LONGEST_MS]
    print(f"Slower than {LONGEST_MS} ms: {', '.join(slow) or 'none'}.")
    return 1 if slow else 0


@contextmanager
def doors(public: str | None, staff: str | None) -> Iterator[tuple[str, str]]:
    """Use the doors that are named, or open our own with the invented organisation."""
    if public and staff:
        yield public, staff
        return
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "home", "--demo")
        try:
            installation.await_words("Sign in at the staff door as", 300)
            yield f"http://127.0.0.1:{installation.public}", f"http://127.0.0.1:{installation.staff}"
        finally:
            installation.stop()


Row = tuple[str, int, float, float]


def of_public(address: str, times: int) -> Iterator[Row]:
    with httpx.Client(base_url=address, timeout=60) as visitor:
        found = re.findall(r'href="(/en/infographics/[^"]+/)"', visitor.get("/en/").text)
        for path in [*PUBLIC, *dict.fromkeys(found)]:
            yield measured(visitor, f"public {path}", path, times)
        for form in ("svg", "png", "pdf", "csv"):
            path = f"{found[0].rstrip('/')}.{form}"
            yield measured(visitor, f"public {path}", path, times)


def of_staff(address: str, times: int) -> Iterator[Row]:
    with httpx.Client(base_url=address, timeout=60, follow_redirects=True) as browser:
        yield measured(browser, "staff /sign-in/", "/sign-in/", times)
        enter(browser, "coordinator", DEMO_PASSWORD)
        for path in STAFF:
            yield measured(browser, f"staff {path}", path, times)
        for listed, name in {**FIRST_LINKS, "/evidence/releases/": "a release", "/infographics/": "a preview"}.items():
            yield measured(browser, f"staff {listed} {name}", first_link(browser, listed), times)


def first_link(browser: httpx.Client, listed: str) -> str:
    page = browser.get("/desk/contacts/" if listed == "/desk/" else listed)
    links = re.findall(rf'href="({listed}[0-9a-f-]{{36}}/[^"?.]*)"', page.text)
    return links[0]


def measured(client: httpx.Client, name: str, path: str, times: int) -> Row:
    """Ask once to warm up, then `times` times; return the middle and the slow end."""
    status, taken = client.get(path).status_code, []
    for _ in range(times):
        started = time.perf_counter()
        client.get(path)
        taken.append((time.perf_counter() - started) * 1000)
    return name, status, statistics.median(taken), sorted(taken)[int(len(taken) * 0.95) - 1]


if __name__ == "__main__":
    sys.exit(main())
