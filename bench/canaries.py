"""Write thousands of invented names, phones and stories in every way there is, then search all that was left for them.

    python bench/canaries.py [COUNT]      10,000 of each unless told; in a home of its own, which is removed afterwards

Ways: two files uploaded on the page and written as the worker does; people and cases recorded one by one; people opened
and searched for on pages; lists taken out; a backup. Searched: every file of the home (database, its log, temporary and
sealed files), what was printed, the backup, and every value of every table as the database gives it. Shapes: UTF-8,
UTF-16, windows-1251, hexadecimal, base64 at each offset, escaped. The exit code is 1 when a canary is found.
"""

import os
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME, PHONE, STORY = "Канаринка", "070 918 2", "Ја чуваше во подрумот"
PASSWORD = "a long password for measuring"  # noqa: S105  of a home that is removed afterwards
PEOPLE = "given_name,family_name,alias,phone,address,sex,programme,opened_on\n"
CONTACTS = "Date,Hour,Channel,Who called,Topic,Outcome,Alias,Note\n"
LOOKED_AT = 300


def main(count: int) -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as folder:
        home, outside = Path(folder) / "home", Path(folder) / "outside"
        for each in (home / "tmp", outside):
            each.mkdir(parents=True)
        surroundings = {**os.environ, "WAYSTATION_HOME": str(home), "TMPDIR": str(home / "tmp")}
        command = [sys.executable, __file__, "work", str(count), str(outside)]
        done = subprocess.run(command, env=surroundings, check=False, capture_output=True)
        if done.returncode:
            sys.stderr.write(done.stderr.decode())
            return 1
        print(done.stdout.decode(), end="")
        left = {path.relative_to(folder).as_posix(): path for path in Path(folder).rglob("*") if path.is_file()}
        control = left.pop("outside/control")
        hits = sorted(name for name, path in left.items() if found_in(path.read_bytes()))
        hits += ["printed"] if found_in(done.stdout + done.stderr) else []
        size = sum(path.stat().st_size for path in left.values())
        assert found_in(control.read_bytes()), "This search finds nothing."
    took = time.monotonic() - started
    print(f"{size:,} bytes in {len(left)} files searched, {took:.0f} s in all: {len(hits)} hits {hits}")
    return 1 if hits else 0


def found_in(content: bytes) -> bool:
    shapes = runpy.run_path(str(ROOT / "tests" / "attacks" / "shapes.py"))["shapes"]
    return any(shape in content for stem in (NAME, PHONE, STORY) for shape in shapes(stem))


def work(count: int, outside: Path) -> None:
    """Be the house in which all is written, and leave everything as it lies when the power goes."""
    os.environ["WAYSTATION_DOOR"] = "workshop"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from waystation.config.actions import add_member
    from waystation.core.keys.access import unlock
    from waystation.core.models import Organisation
    from waystation.core.sealing.staff import unlocked

    call_command("migrate", verbosity=0)
    house = Organisation.objects.create(name="Canaries (invented)", invented=True)
    names = {"sign_in_name": "bench", "display_name": "Bench", "role": "coordinator", "password": PASSWORD}
    member = add_member(house, **names)
    with unlocked(unlock(member, PASSWORD)):
        written = by_files(member, count) + one_by_one(member, count) + looked_at(member, min(count, LOOKED_AT))
    back_up(house, outside / "backup.age")
    (outside / "rows").write_bytes(b"\n".join(every_value()))
    (outside / "control").write_text(f"{NAME}00001")
    print(f"{written:,} canaries written or asked for", flush=True)
    os._exit(0)


def by_files(member: Any, count: int) -> int:
    """Upload people and contacts on the page; return how many canaries they held."""
    people = (f"{NAME}{n:05},Птица{n:05},{NAME}-{n:05},{PHONE}{n:05},Кафез {NAME} {n}" for n in range(count))
    lines = [f"{each},female,shelter,5.1.2020" for each in people]
    upload(member, "people_and_cases", "people_and_cases", PEOPLE + "\n".join(lines))
    notes = (f"{n % 28 + 1}.1.2020,9,phone,citizen,legal,information_given,{NAME}{n:05}" for n in range(count))
    upload(
        member,
        "sos_contacts",
        "contacts",
        CONTACTS + "\n".join(f"{each},{STORY} {n:05}" for n, each in enumerate(notes)),
    )
    return 6 * count


def upload(member: Any, target: str, profile: str, text: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    from waystation.core.importing import files
    from waystation.core.importing.actions import asking, running
    from waystation.core.importing.choosing import Wishes, choose
    from waystation.core.models import ImportRun

    file = SimpleUploadedFile(f"{NAME}.csv", text.encode())
    browser_of(member).post(reverse("core:import_new"), {"file": file, "target": target, "edition": ""})
    run = ImportRun.objects.latest("pk")
    with files.opened(run.code) as path:
        choice = choose(path, member.organisation, Wishes(profile=profile, date_order="dmy"))
    asking.set_reading(run, choice.reading, by=member)
    asking.ask_check(run, by=member)
    run = running.check_run(run.code)
    assert run.state == "checked", (target, run.state, run.refused_because)
    assert run.rejected == 0, [(each.column, each.message) for each in run.problems.all()[:3]]
    asking.confirm(run, by=member)
    run = running.write_run(run.code)
    assert run.state == "done", (target, run.state)


def one_by_one(member: Any, count: int) -> int:
    from datetime import date

    from waystation.cases.actions import open_case, record_person
    from waystation.cases.models import Case, Person
    from waystation.core.sealing.records import seal_text
    from waystation.core.sealing.staff import keyring

    for number in range(count):
        texts = {"given_name": f"{NAME}{number:05}", "phone": f"{PHONE}{number:05}"}
        person = record_person(Person(), texts, keyring(), by=member)
        if number % 5 == 0:
            case = open_case(person, by=member, programme="shelter", opened_on=date(2020, 1, 5))
            seal_text(case, "story", f"{STORY} {number:05}", keyring())
            Case.objects.filter(pk=case.pk).update(story=case.story, record_key=case.record_key)
    return 2 * count + count // 5


def looked_at(member: Any, most: int) -> int:
    """Open people, search for canaries, take lists out."""
    from waystation.cases.models import Person

    client = browser_of(member)
    for number, person in enumerate(Person.objects.order_by("?")[:most]):
        assert NAME in client.get(person.get_absolute_url()).content.decode()
        client.post("/search/" if number % 10 == 0 else "/cases/people/", {"words": f"{NAME}{number:05}"})
        client.get(f"/{NAME}{number:05}/?q={NAME}")
    for kind in ("csv", "xlsx"):
        b"".join(client.get(f"/cases/people.{kind}"))
    return 3 * most


def browser_of(member: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(member)
    return client


def back_up(house: Any, path: Path) -> None:
    from django.conf import settings

    from waystation.config.backup import write_backup
    from waystation.core.recovery.actions import make_key

    key, _sheets = make_key(house, by=house.staff.get())
    with path.open("wb") as file:
        write_backup(file, Path(settings.HOME), key.public_half, lambda *_done: None)


def every_value() -> Iterator[bytes]:
    """Yield every value of every table as the database gives it."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  a name of our own
            while rows := cursor.fetchmany(1000):
                yield from (each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(int(sys.argv[2]), Path(sys.argv[3]))
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000))
