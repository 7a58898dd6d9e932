"""Does an evening's work with words that must never be found on the disk; a process in a home of its own runs it."""

import io
import os
import sys
import tomllib
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))
from entering import LETTERS, code_of

from waystation.cases import actions as cases
from waystation.cases.documents.models import Document
from waystation.cases.models import Case, IdentificationStatus, Person
from waystation.config import actions as installation
from waystation.core.importing.actions import running
from waystation.core.importing.choosing import Wishes
from waystation.core.importing.console import Order, carry_out
from waystation.core.keys.access import unlock
from waystation.core.models import ImportRun
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import keyring, unlocked
from waystation.intake.desk import actions as desk
from waystation.intake.desk.models import Contact
from waystation.programmes.field_work import actions as field_work
from waystation.programmes.field_work.models import Screening

CANARIES = tomllib.loads(Path(__file__).with_name("canaries.toml").read_text(encoding="utf-8"))
SECRETS, DOCUMENTS = CANARIES["person"], CANARIES["documents"]
STORY, NOTE, BASIS = (CANARIES["texts"][name] for name in ("story", "note", "basis"))
WRONG_COLUMN, IN_FILE_NAME, SEARCHED = (CANARIES["slips"][name] for name in ("wrong_column", "file_name", "searched"))
HEADER = "given_name,family_name,alias,birth_date,phone,email,address,sex,programme,opened_on\n"
PASSWORD = "a long test password"


def by_actions(worker):
    person = cases.record_person(Person(first_assisted_on=date(2020, 1, 5)), SECRETS, keyring(), by=worker)
    case = cases.open_case(person, by=worker, programme="social_work", opened_on=date(2020, 1, 5))
    seal_text(case, "story", STORY, keyring())
    Case.objects.filter(pk=case.pk).update(story=case.story, record_key=case.record_key)
    decision = IdentificationStatus(case=case, status="presumed", decided_on=date(2020, 2, 1))
    cases.record_decision(decision, BASIS, keyring(), by=worker)
    desk.record_contact(Contact(at=now()), {"alias": SECRETS["alias"], "note": NOTE}, keyring(), by=worker)
    field_work.record_screening(Screening(screened_on=date(2020, 1, 5)), NOTE, keyring(), by=worker)
    return person, case


def line(day="21.3.1987", sex="female", opened="5.1.2020"):
    texts = [SECRETS[name] for name in ("given_name", "family_name", "alias")]
    rest = [SECRETS["phone"], SECRETS["email"], f'"{SECRETS["address"]}"', sex, "shelter", opened]
    return ",".join([*texts, day, *rest]) + "\n"


def failing():
    """Rows in which secrets slipped into every other column."""
    slipped = [line(day="31.2.1987"), line(day=WRONG_COLUMN), line(sex=WRONG_COLUMN), line(opened=SECRETS["phone"])]
    slipped += [line(sex="21.3.1987"), line(opened="1987-03-21 " + SECRETS["given_name"]), line(sex=SECRETS["phone"])]
    return HEADER + line() + "".join(slipped)


def by_command_line(worker):
    path = Path(os.environ["OUTSIDE"]) / f"{IN_FILE_NAME}.csv"
    path.write_text(HEADER + line(), encoding="utf-8")
    order = Order(path, worker.organisation, worker, Wishes(profile="people_and_cases", date_order="dmy"))
    answer = carry_out(order, agree=lambda _answer: True, watch=lambda _rows, _share: None)
    assert answer.written == 1, answer


def by_pages(worker, person, case):
    client = Client(SERVER_NAME="localhost")
    client.post(reverse("core:sign_in"), {"username": SEARCHED, "password": SEARCHED})
    client.post(reverse("core:sign_in"), {"username": worker.sign_in_name, "password": PASSWORD})
    set_app_up(client)
    for record in (person, case):
        assert SECRETS["given_name"] in client.get(record.get_absolute_url()).content.decode()
    for page in ("cases:people", "desk:contacts"):
        client.post(reverse(page), {"words": SEARCHED})
        client.post(reverse(page), {"words": SECRETS["given_name"]})
    for kind in ("csv", "xlsx"):
        client.get(reverse("cases:people_file", args=[kind])).getvalue()
    upload(client)
    documents(client, case)


def set_app_up(client):
    """Set the first app up, as everybody does at their first sign-in."""
    page = client.get(reverse("accounts:first_app")).content.decode()
    letters = LETTERS.search(page)[1].replace(" ", "")
    client.post(reverse("accounts:first_app"), {"code": code_of(letters)})
    client.post(reverse("accounts:first_codes"))


def upload(client):
    """Leave one file waiting with its report, and let another be refused."""
    file = SimpleUploadedFile(f"{IN_FILE_NAME}.csv", failing().encode())
    client.post(reverse("core:import_new"), {"file": file, "target": "people_and_cases", "edition": ""})
    run = ImportRun.objects.latest("pk")
    address = reverse("core:import_columns", args=[run.code]) + "?target=people_and_cases"
    assert SECRETS["given_name"] in client.get(address).content.decode()
    names = HEADER.strip().split(",")
    answers = {f"column_{number}": name for number, name in enumerate(names)}
    client.post(address, {**answers, "date_order": "dmy", "save_as": "ours"})
    run = running.check_run(run.code)
    assert (run.state, run.rejected) == ("checked", 7), (run.state, run.rejected, run.refused_because)
    client.get(reverse("core:import_problems", args=[run.code])).getvalue()
    broken = SimpleUploadedFile(f"{IN_FILE_NAME}.csv", (HEADER + f'"{STORY}\n' * 9).encode())
    client.post(reverse("core:import_file", args=[run.code]), {"file": broken})
    client.post(reverse("core:import_file", args=[run.code]), {"file": SimpleUploadedFile("x.csv", failing().encode())})
    running.check_run(run.code)


def documents(client, case):
    """Attach a letter and a photograph, look at both, search for them, take one out and remove it."""
    photo, facts = io.BytesIO(), Image.Exif()
    facts[0x013B] = DOCUMENTS["author"]
    Image.new("RGB", (60, 40)).save(photo, "JPEG", exif=facts, comment=DOCUMENTS["author"].encode())
    letter = (DOCUMENTS["written"] + "\n").encode() * 100_000  # long enough for the disk while it is received
    for content in (letter, photo.getvalue()):
        file = SimpleUploadedFile(f"{DOCUMENTS['named']}.jpg", content)
        address = reverse("documents:of_case", args=[case.code])
        assert client.post(address, {"chosen": file, "title": DOCUMENTS["called"]}).status_code == 302
    image, text = Document.objects.all()
    assert DOCUMENTS["written"] in client.get(text.get_absolute_url()).content.decode()
    assert DOCUMENTS["called"] in client.get(image.get_absolute_url()).content.decode()
    assert client.get(reverse("documents:page", args=[image.code, 1])).status_code == 200
    client.post(reverse("search:search"), {"words": DOCUMENTS["named"]})
    taken = client.post(reverse("documents:original", args=[image.code]), {"name": "own"})
    assert DOCUMENTS["author"].encode() in taken.getvalue()
    client.post(reverse("documents:remove", args=[image.code]))


def main():
    organisation = installation.create_organisation("A house (invented)")
    worker = installation.add_member(
        organisation, sign_in_name="worker", display_name="Worker", role="caseworker", password=PASSWORD
    )
    with unlocked(unlock(worker, PASSWORD)):
        by_command_line(worker)
        by_pages(worker, *by_actions(worker))


if __name__ == "__main__":
    main()
