"""Kill a writer (SIGKILL) at random moments: no record without its audit line, no audit line without its record.

`bench/audit_kill.py [KILLS] [SEED]`, 1,000 unless told. Works in a throw-away home on SQLite, or in a database made and
removed on the PostgreSQL named by WAYSTATION_RECORDS_DB.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

os.environ["WAYSTATION_DOOR"] = "workshop"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
LONGEST_SECONDS = 0.06


@contextmanager
def own_database() -> Iterator[None]:
    """Point WAYSTATION_RECORDS_DB at a fresh database where it names a PostgreSQL."""
    address = os.environ.get("WAYSTATION_RECORDS_DB")
    if not address:
        yield
        return
    import psycopg

    name = f"audit_{uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        os.environ["WAYSTATION_RECORDS_DB"] = f"{address.rpartition('/')[0]}/{name}"
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def work(by_pk: int, ready: int) -> None:
    """Record people, open their cases and read them, until killed."""
    from waystation.cases.access import case_for, person_for
    from waystation.cases.actions import open_case, record_person
    from waystation.cases.models import Person
    from waystation.core.models import User
    from waystation.core.sealing.staff import keyring, unlocked
    from waystation.core.sealing.vaults import CASE_TEAM, Keyring, VaultKey

    by = User.objects.get(pk=by_pk)
    with unlocked(Keyring({CASE_TEAM: [VaultKey.new()]})):
        while True:
            person = record_person(Person(), {"given_name": "Invented"}, keyring(), by=by)
            if ready:
                os.write(ready, b".")
                os.close(ready)
                ready = 0
            case = open_case(person, by=by, programme="shelter", opened_on=date(2020, 1, 5))
            person_for(by, person.code)
            case_for(by, case.code)


def kill_one(by_pk: int, chance: random.Random) -> None:
    """Fork a writer, wait for its first record, kill it a random moment later."""
    from django.db import connections

    connections.close_all()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(by_pk, tell)
        finally:
            os._exit(1)
    os.close(tell)
    assert os.read(told, 1) == b".", "The writer ended before its first record."
    os.close(told)
    time.sleep(chance.uniform(0, LONGEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def check() -> int:
    """Compare records and lines; return how many records there are."""
    from waystation.cases.models import Case, Person
    from waystation.core.models import AuditEntry

    found = 0
    for action, model in (("person.recorded", Person), ("case.opened", Case)):
        lines = list(AuditEntry.objects.filter(action=action).values_list("on_code", flat=True))
        records = {str(code) for code in model.objects.values_list("code", flat=True)}
        assert len(lines) == len(set(lines)), f"{action}: a line stands twice."
        assert set(lines) == records, f"{action}: {len(records - set(lines))} records without, {len(lines)} lines."
        found += len(records)
    return found


def main(kills: int, seed: int) -> None:
    """Kill, compare after each kill, prove the chain at the end."""
    with tempfile.TemporaryDirectory() as home, own_database():
        os.environ["WAYSTATION_HOME"] = home
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from waystation.core import audit
        from waystation.core.models import Organisation, User
        from waystation.core.trail.verifying import verify

        call_command("migrate", verbosity=0)
        organisation = Organisation.objects.create(name="Kill (invented)", invented=True)
        by = User.objects.create(organisation=organisation, sign_in_name="kill", role="caseworker")
        chance, records = random.Random(seed), 0
        for _ in range(kills):
            kill_one(by.pk, chance)
            records = check()
        proofs = verify(audit.begin_chain)
        assert all(proof.sound for proof in proofs), [str(each) for proof in proofs for each in proof.findings]
        connections.close_all()
        print(f"{kills} kills, {records} records, {proofs[0].entries} entries: none without the other, chain sound")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    main(*[*numbers, *(1000, 3)[len(numbers) :]])
