"""Homes with sealed people in them, made and opened by processes of their own, for the tests of backup and bench."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = [sys.executable, "-m", "waystation.config.cli"]
BEGIN = "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'waystation.config.settings'; django.setup()\n"
MAKE = """
from django.db import transaction
from waystation.cases.models import Person
from waystation.config.actions import add_member
from waystation.core.keys.access import unlock
from waystation.core.keys.actions import complete_recovery_copies
from waystation.core.models import Organisation
from waystation.core.recovery import actions
from waystation.core.sealing.records import seal_text
house = Organisation.objects.create(name='A house')
keeper = add_member(house, sign_in_name='keeper', display_name='K', role='coordinator', password='PASSWORD')
ring = unlock(keeper, 'PASSWORD')
def person(number):
    made = Person(organisation=house)
    seal_text(made, 'given_name', f'Canary{number:06}', ring)
    seal_text(made, 'phone', f'+389 70 {number:06}', ring)
    return made
Person.objects.bulk_create([person(number) for number in range(int(sys.argv[1]))], 1000)
key, shares = actions.make_key(house, by=None)
actions.finish_key(key, shares[:2], by=None)
complete_recovery_copies(house, ring)
print(chr(10).join(shares))
"""
OPEN = """
from waystation.cases.models import Person
from waystation.core.sealing.records import open_text
from waystation.core.keys.access import unlock
from waystation.core.models import User
ring = unlock(User.objects.get(sign_in_name='keeper'), 'PASSWORD')
print(len({open_text(person, 'given_name', ring) for person in Person.objects.iterator()}))
"""
ERASE = """
from waystation.cases.models import Person
from waystation.core.models import User
from waystation.core.retention.actions.erasing import ask_erasure, erase
from waystation.config.actions import add_member
keeper = User.objects.get(sign_in_name='keeper')
names = {'display_name': 'S', 'role': 'coordinator', 'password': 'PASSWORD'}  # pragma: allowlist secret
second = User.objects.filter(sign_in_name='second').first() or add_member(
    keeper.organisation, sign_in_name='second', **names)
person = Person.objects.exclude(record_key=None).order_by('pk')[int(sys.argv[1])]
done = erase(ask_erasure(person.code, 'wish', by=keeper), by=second)
import json
print(json.dumps({'emptied': done.emptied, 'shards': done.shards_destroyed, 'copies': done.copies}))
"""
TRY = """
from waystation.cases.models import Person
from waystation.core.keys.access import unlock
from waystation.core.models import User
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.records import open_text
ring = unlock(User.objects.get(sign_in_name='keeper'), 'PASSWORD')
for person in Person.objects.order_by('pk'):
    try:
        print(open_text(person, 'given_name', ring) or 'empty')
    except CannotOpen as why:
        print(f'shut: {why}')
"""


PASSWORD = "a long test password"
MAKE, OPEN, ERASE, TRY = (text.replace("PASSWORD", PASSWORD) for text in (MAKE, OPEN, ERASE, TRY))


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
    return {**kept, "WAYSTATION_HOME": str(home), "LANG": "en_GB.UTF-8", **more}


def waystation(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the product on the home."""
    command = [*PROGRAM, *arguments]
    return subprocess.run(
        command, env=environment(home, **more), capture_output=True, text=True, check=False, timeout=300
    )


def script(text: str, home: Path, *arguments: str, **more: str) -> str:
    """Run a few lines within the product on the home and return what they print."""
    command = [sys.executable, "-c", BEGIN + text, *arguments]
    done = subprocess.run(command, env=environment(home, **more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def settled_home(home: Path, people: int, **more: str) -> list[str]:
    """Make a home with both databases, sealed people and a recovery key; return its three shares."""
    for door in ("staff", "public"):
        done = waystation(home, "migrate", WAYSTATION_DOOR=door, **more)
        assert done.returncode == 0, done.stderr
    return script(MAKE, home, str(people), **more).splitlines()


def names_opened(home: Path, **more: str) -> int:
    """Open the name of every person and return how many different ones there are."""
    return int(script(OPEN, home, **more))


def shares_file(folder: Path, shares: list[str]) -> str:
    path = folder / f"shares-{len(list(folder.glob('shares-*')))}"
    path.write_text("\n".join(shares))
    return str(path)


def erase(home: Path, number: int, **more: str) -> dict[str, Any]:
    """Erase the person with this number, by two people; return the report."""
    report: dict[str, Any] = json.loads(script(ERASE, home, str(number), **more))
    return report


def tried(home: Path, **more: str) -> list[str]:
    """Return for each person what opens of the name: itself, `empty`, or why it stays shut."""
    return script(TRY, home, **more).splitlines()
