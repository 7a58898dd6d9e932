"""Time writing and proving the audit trail: `bench/audit.py [ENTRIES]`, 100,000 unless told, in a throw-away home."""

import os
import sys
import tempfile
import time

os.environ.setdefault("WAYSTATION_DOOR", "workshop")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
ALONE = 500


def main(entries: int) -> None:
    """Write most entries in transactions of a thousand, some alone as a page does, then prove all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["WAYSTATION_HOME"] = home
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import transaction

        from waystation.core import audit
        from waystation.core.models import Organisation, User
        from waystation.core.trail.verifying import verify

        call_command("migrate", verbosity=0)
        organisation = Organisation.objects.create(name="Bench (invented)", invented=True)
        person = User.objects.create(organisation=organisation, sign_in_name="bench", role="reader")

        def write(count: int) -> None:
            for number in range(count):
                audit.record("record.opened", by=person, on=person, count=number)

        started = time.perf_counter()
        write(ALONE)
        each_ms = (time.perf_counter() - started) / ALONE * 1000
        started = time.perf_counter()
        for first in range(0, entries - ALONE, 1000):
            with transaction.atomic():
                write(min(1000, entries - ALONE - first))
        print(f"written: {each_ms:.1f} ms each alone, {time.perf_counter() - started:.1f} s for the others together")
        started = time.perf_counter()
        (proof,) = verify(audit.begin_chain)
        assert proof.sound
        assert proof.entries == entries
        print(f"proven:  {proof.entries:,} entries in {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
