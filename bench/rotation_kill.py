"""Kill a rotation of keys (SIGKILL) at random moments while colleagues read and write: nothing lost, nobody refused.

`bench/rotation_kill.py [KILLS] [RECORDS] [SEED]`, 20 kills and 2,000 people unless told. Two processes open people and
record new ones all the while. Works in a throw-away home on SQLite, or in a database made and removed on the PostgreSQL
named by WAYSTATION_RECORDS_DB. The exit code is 1 when a record does not open or a request failed.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from audit_kill import own_database

PASSWORD = "a long password for measuring"  # noqa: S105  of a home that is removed afterwards
LONGEST_SECONDS = 1.5
HELD_FOR = 20  # requests with what was unlocked once: far longer than any request holds it
COLLEAGUES = 2


def main(kills: int, records: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as home, own_database():
        os.environ["WAYSTATION_HOME"] = home
        import django

        django.setup()
        house = House(Path(home), records)
        colleagues = [house.fork(house.work, number) for number in range(COLLEAGUES)]
        chance, started = random.Random(seed), time.monotonic()
        for _ in range(kills):
            house.kill_a_rotation(chance.uniform(0.02, LONGEST_SECONDS))
        house.end(colleagues)
        rotations = house.rotate()
        asked, refused, written = house.told(colleagues)
        lost, there = house.lost()
        print(
            f"{kills} kills in {time.monotonic() - started:.0f} s, {rotations} generations, {asked} requests, "
            f"{refused} failed; {written} people written meanwhile, {there} there, {lost} lost"
        )
    return 1 if refused or lost or there != records + written else 0


class House:
    """An organisation with people whose names are sealed, a coordinator, and colleagues at work."""

    def __init__(self, home: Path, records: int) -> None:
        from django.core.management import call_command

        from waystation.config.actions import add_member
        from waystation.core.keys.access import unlock
        from waystation.core.models import Organisation

        call_command("migrate", verbosity=0)
        self.home = home
        self.organisation = Organisation.objects.create(name="Kill (invented)", invented=True)
        names = {"sign_in_name": "kill", "display_name": "Kill", "role": "coordinator", "password": PASSWORD}
        self.member = add_member(self.organisation, **names)
        ring = unlock(self.member, PASSWORD)
        from waystation.cases.actions import store
        from waystation.cases.models import Person
        from waystation.core.sealing.records import seal_text

        people = [Person(organisation=self.organisation) for _ in range(records)]
        for number, person in enumerate(people):
            seal_text(person, "given_name", f"Invented {number}", ring)
        store(people)
        self.codes = [person.code for person in people]

    def fork(self, what: Callable[..., object], *arguments: object) -> int:
        """Let a copy of this process do something; return its number."""
        from django.db import connections

        connections.close_all()
        child = os.fork()
        if child == 0:
            code = 1
            with suppress(BaseException):
                what(*arguments)
                code = 0
            os._exit(code)
        return child

    def work(self, number: int) -> None:
        """Open people on their pages and record new ones, until the file `end` lies there."""
        from django.test import Client

        from waystation.cases.actions import record_person
        from waystation.cases.models import Person
        from waystation.core.keys.access import keyring_of, private_of
        from waystation.core.sealing.staff import keyring, unlocked

        client = Client(SERVER_NAME="localhost")
        client.force_login(self.member)
        private, chance = private_of(self.member, PASSWORD), random.Random(number)
        assert private is not None
        asked = refused = written = 0
        ring = keyring_of(self.member, private)
        while not (self.home / "end").exists():
            if asked % HELD_FOR == 0:
                ring = keyring_of(self.member, private)
            with unlocked(ring):
                answer = client.get(f"/cases/people/{chance.choice(self.codes)}/")
                asked, refused = asked + 1, refused + (answer.status_code != 200 or b"Invented" not in answer.content)
                try:
                    record_person(Person(), {"given_name": "Invented meanwhile"}, keyring(), by=self.member)
                    written += 1
                except Exception as error:  # noqa: BLE001  whatever it is, it is counted
                    print(f"A write failed: {error}", file=sys.stderr, flush=True)
                    refused += 1
                asked += 1
        (self.home / f"told-{os.getpid()}").write_text(json.dumps([asked, refused, written]))

    def rotate(self) -> int:
        """Finish what was interrupted, then give the vault of the case team a new key; return its number."""
        from waystation.core.keys import access, rotation
        from waystation.core.keys.models import Vault
        from waystation.core.sealing.vaults import CASE_TEAM

        ring = access.unlock(self.member, PASSWORD)
        for retired in access.to_empty(self.organisation):
            rotation.finish(retired, ring, by=self.member)
        vault = Vault.objects.of(self.organisation).in_force().get(name=CASE_TEAM)
        rotation.rotate(vault, ring, by=self.member)
        return int(vault.number) + 1

    def kill_a_rotation(self, after: float) -> None:
        child = self.fork(self.rotate)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def end(self, children: list[int]) -> None:
        (self.home / "end").touch()
        for child in children:
            assert os.waitpid(child, 0)[1] == 0, "A colleague's process broke down."

    def told(self, children: list[int]) -> list[int]:
        """Return how many requests there were, how many failed, how many people were written."""
        each = [json.loads((self.home / f"told-{child}").read_text()) for child in children]
        return [sum(column) for column in zip(*each, strict=True)]

    def lost(self) -> tuple[int, int]:
        """Return how many people do not open with the member's password, and how many there are."""
        from waystation.cases.models import Person
        from waystation.core.keys.access import unlock

        ring, people = unlock(self.member, PASSWORD), Person.objects.all()
        return sum(not self.opens(person, ring) for person in people), len(people)

    def opens(self, person: Any, ring: Any) -> bool:
        from waystation.core.sealing.envelope import CannotOpen
        from waystation.core.sealing.records import open_text

        try:
            return open_text(person, "given_name", ring).startswith("Invented")
        except CannotOpen as why:
            print(why, file=sys.stderr)
            return False


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*[*numbers, *(20, 2000, 3)[len(numbers) :]]))
