"""How long records take with 10,000 and 100,000 invented people: sealing, lists, one case, searching.

    python bench/records.py [PEOPLE ...]      10,000 unless told; in a home of its own, which is removed afterwards

The exit code is 1 when a limit is missed. Times are of whole answers of the staff door, without the network: the middle
and the slow end, and the time of the processor alone, which other work on the machine disturbs less.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

os.environ.setdefault("WAYSTATION_DOOR", "workshop")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
GIVEN = ["Елена", "Џемиле", "Arta", "Ѓорѓи", "Çlirim", "Xhemile", "Љубица", "Marko", "Снежана", "Shpresa", "Јована"]
FAMILY = ["Трајковска", "Xhaferi", "Ќосева", "Ѓорѓиевска", "Berisha", "Петровска", "Demiri", "Њагулова", "Stojanovski"]
LIMITS_MS = {10_000: {"search": 150, "list": 150, "case": 100}, 100_000: {"search": 1000}}
SEALED_US = 100
PASSWORD = "a long password for measuring"  # noqa: S105  of a home that is removed afterwards


def main(sizes: list[int]) -> int:
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home:
        os.environ["WAYSTATION_HOME"] = home
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        bench = Bench()
        for size in sizes:
            bench.grow(size)
            bench.measure(size)
    return 1 if bench.missed else 0


class Bench:
    """One organisation that grows, and a member of staff who looks at it."""

    def __init__(self) -> None:
        from django.test import Client

        from waystation.config.actions import add_member
        from waystation.core.accounts import access
        from waystation.core.accounts.actions import second_factor
        from waystation.core.keys.access import unlock
        from waystation.core.models import Organisation

        self.organisation = Organisation.objects.create(name="Bench (invented)", invented=True)
        names = {"sign_in_name": "bench", "display_name": "Bench", "role": "caseworker", "password": PASSWORD}
        self.user = add_member(self.organisation, **names)
        self.keyring, self.people, self.missed = unlock(self.user, PASSWORD), 0, 0
        second_factor.invent_app(self.user)
        self.client = Client(SERVER_NAME="localhost")
        self.client.post("/sign-in/", {"username": "bench", "password": PASSWORD})
        self.client.post("/account/second/", {"code": access.demonstration_code(self.user)})
        self.chance = random.Random(1)
        print(f"{'what':44} {'people':>8} {'p50':>9} {'p95':>9} {'cpu':>9} {'at most':>9}")

    def grow(self, size: int) -> None:
        """Add people, each with a case, until there are so many; say what sealing one costs."""
        from django.db import connection

        from waystation.cases.actions import store
        from waystation.cases.models import Case
        from waystation.core.sealing.records import seal_texts

        spent = 0.0
        for first in range(self.people, size, 1000):
            people = [self.person() for _ in range(min(1000, size - first))]
            started = time.process_time()
            for person in people:
                seal_texts(person, self.secrets(), self.keyring)
            spent += time.process_time() - started
            store(people)
            store([self.case(person, Case) for person in people])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        each = spent / max(size - self.people, 1) * 1e6
        self.people = size
        self.say("sealing one person, 3 texts (µs)", (each, each, each), SEALED_US)

    def person(self) -> Any:
        from waystation.cases.models import Person

        day = date(2003, 1, 1) + timedelta(days=self.chance.randrange(7000))
        return Person(organisation=self.organisation, first_assisted_on=day, sex="female", citizenships=["MK"])

    def secrets(self) -> dict[str, str]:
        family = self.chance.choice(FAMILY) + " (invented)"
        phone = f"+389 00 {self.chance.randrange(10**6):06}"
        return {"given_name": self.chance.choice(GIVEN), "family_name": family, "phone": phone}

    def case(self, person: Any, model: Any) -> Any:
        from waystation.core.sealing.records import seal_text

        case = model(organisation=self.organisation, person=person, programme="social_work", owner=self.user)
        case.opened_on = person.first_assisted_on
        seal_text(case, "story", "Invented story, for measuring only. " * 8, self.keyring)
        return case

    def measure(self, size: int) -> None:
        from waystation.cases.models import Case

        cases = list(Case.objects.order_by("?").values_list("code", flat=True)[:100])
        limits = LIMITS_MS.get(size, {})
        self.time("list of cases", lambda _n: self.get("/cases/?page=3"), 20, limits.get("list"))
        self.time("list of people", lambda _n: self.get("/cases/people/?page=3"), 20, limits.get("list"))
        self.time("open a case", lambda n: self.get(f"/cases/{cases[n]}/"), 100, limits.get("case"))
        for words in ("elena trajk", "нигде никој", "haf"):
            self.time(f"search names: {words}", partial(self.names, words), 5, limits.get("search"))
        self.time("names alone, without the page", lambda _n: self.found("elena trajk"), 5, limits.get("search"))
        self.time("search everything: elena trajk", partial(self.everything, "elena trajk"), 5, None)

    def found(self, words: str) -> None:
        from waystation.cases.models import Person
        from waystation.cases.names import NAME_COLUMNS
        from waystation.core.search.finding import find

        assert find(Person.objects.all(), NAME_COLUMNS, words, self.keyring).numbers

    def names(self, words: str, _number: int) -> None:
        assert self.client.post("/cases/people/", {"words": words}).status_code == 200

    def everything(self, words: str, _number: int) -> None:
        assert self.client.post("/search/", {"words": words}).status_code == 200

    def get(self, path: str) -> None:
        assert self.client.get(path).status_code == 200, path

    def time(self, what: str, do: Callable[[int], None], times: int, limit: float | None) -> None:
        do(0)
        taken, busy = [], []
        for number in range(times):
            started, worked = time.perf_counter(), time.process_time()
            do(number)
            taken.append((time.perf_counter() - started) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        high = sorted(taken)[max(int(times * 0.95) - 1, 0)]
        self.say(f"{what} (ms)", (statistics.median(taken), high, statistics.median(busy)), limit)

    def say(self, what: str, times: tuple[float, float, float], limit: float | None) -> None:
        middle, high, busy = times
        late = limit is not None and (high if "open a case" in what else middle) > limit
        self.missed += late
        bound = f"{limit:9.0f}" if limit else f"{'':9}"
        missed = "  MISSED" if late else ""
        print(f"{what:44} {self.people:8,} {middle:9.1f} {high:9.1f} {busy:9.1f} {bound}{missed}", flush=True)


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or [10_000]))
