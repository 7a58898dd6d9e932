"""A rehearsal opens every record with two sheets alone, says so, leaves nothing; verify notices what is wrong."""

import json

import pytest

from waystation.config.tests.backup_home import (
    PASSWORD,
    erase,
    script,
    settled_home,
    shares_file,
    waystation,
)

pytestmark = pytest.mark.no_database
PEOPLE = 30
REHEARSED = """
from waystation.core.models import AuditEntry
for entry in AuditEntry.objects.filter(action='restore.rehearsed'):
    print(entry.details['opened'])
"""
SPOIL = """
from waystation.cases.models import Person
from waystation.core.sealing import shards
from waystation.core.retention.actions.shredding import slots_of
people = list(Person.objects.exclude(record_key=None).order_by('-pk')[:3])
if sys.argv[1] == 'shard':
    shards.here().destroy(slots_of(people[:1]))
if sys.argv[1] == 'swapped':
    Person.objects.filter(pk=people[0].pk).update(record_key=people[1].record_key, given_name=people[1].given_name)
if sys.argv[1] == 'text':
    Person.objects.filter(pk=people[0].pk).update(given_name=people[1].given_name)
if sys.argv[1] == 'gone':
    people[0].delete()
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rehearsed")
    shares = settled_home(folder / "home", PEOPLE)
    erase(folder / "home", 3)
    assert waystation(folder / "home", "backup", str(folder / "a.age")).returncode == 0
    return folder, shares_file(folder, shares[1:]), shares


def verified(home, folder):
    (folder / "password").write_text(PASSWORD)
    given = ("--as", "keeper", "--password-file", str(folder / "password"), "--json")
    done = waystation(home, "verify", *given)
    return done.returncode, [line["says"] for line in json.loads(done.stdout)["records"] if not line["good"]]


def test_two_sheets_open_every_record_and_the_day_is_noted(house):
    folder, given, _shares = house
    done = waystation(folder / "home", "restore", str(folder / "a.age"), "--rehearse", "--shares-file", given)
    assert done.returncode == 0, done.stderr
    assert f"{PEOPLE - 1} cases.person opened" in " ".join(done.stdout.split())
    assert "The rehearsal is noted" in done.stdout
    assert script(REHEARSED, folder / "home") == str(PEOPLE - 1)
    assert list((folder / "home").glob("*rehearsal*")) == []


def test_one_sheet_rehearses_nothing(house, tmp_path):
    folder, _given, shares = house
    one = shares_file(tmp_path, shares[:1])
    done = waystation(folder / "home", "restore", str(folder / "a.age"), "--rehearse", "--shares-file", one)
    assert (done.returncode, "opened" in done.stdout) == (1, False)


def test_a_sound_house_is_verified(house):
    folder, _given, _shares = house
    assert verified(folder / "home", folder) == (0, [])


@pytest.mark.parametrize(
    ("spoiled", "says"),
    [
        ("shard", "have a shard that was destroyed"),
        ("swapped", "share a shard with another record"),
        ("text", "samples open"),
        ("gone", "rows in the backup of"),
    ],
)
def test_what_is_wrong_is_named(house, tmp_path, spoiled, says):
    folder, given, _shares = house
    home = tmp_path / "home"
    done = waystation(tmp_path, "restore", str(folder / "a.age"), "--into", str(home), "--shares-file", given)
    assert done.returncode == 0, done.stderr
    assert waystation(home, "backup", str(tmp_path / "b.age")).returncode == 0
    script(SPOIL, home, spoiled)
    code, wrong = verified(home, tmp_path)
    assert code == 1
    assert any(says in line for line in wrong), wrong
