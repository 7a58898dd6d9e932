"""A person takes home everything that is held, in the person's language, and nothing of anybody else."""

import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.cases.actions import record_consent, record_decision
from waystation.cases.documents import actions as documents
from waystation.cases.documents import files
from waystation.cases.documents.tests.drawing import photograph
from waystation.cases.models import Consent, IdentificationStatus
from waystation.cases.tests.making import make_case, make_person
from waystation.core.models import AuditEntry
from waystation.core.outlets.actions import guard
from waystation.core.retention.exporting import export_person
from waystation.core.retention.held import fields_of, kinds_about, records_about
from waystation.core.retention.labels import FIELDS, KINDS
from waystation.core.sealing.envelope import CannotOpen, LockedVault
from waystation.core.sealing.records import key_of, seal_text
from waystation.core.sealing.staff import LOCKED, keyring
from waystation.vocab import code_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation, caseworker):
    person = make_person(organisation)
    case = make_case(organisation, person=person)
    seal_text(case, "story", "An invented story.", keyring())
    case.save()
    decision = IdentificationStatus(case=case, status="presumed", decided_by="ngo", decided_on=case.opened_on)
    record_decision(decision, "Invented grounds.", keyring(), by=caseworker)
    given = Consent(person=person, purpose="data_sharing", answer="given", answered_on=case.opened_on, way="signed")
    given.purpose = code_list("consent_purpose").codes[0].code
    record_consent(given, by=caseworker)
    return person


def taken(person, by, language="en"):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export_person(person, keyring(), language, by=by))))
    return archive.read("records.html").decode(), json.loads(archive.read("records.json"))


def test_everything_sealed_and_clear_is_there(person, caseworker):
    page, data = taken(person, caseworker)
    assert [each["kind"] for each in data["records"]] == [
        "cases.person",
        "cases.case",
        "cases.consent",
        "cases.identificationstatus",
    ]
    for words in ("Џемиле", "An invented story.", "Invented grounds.", "Story", "Who looked at what we keep about you"):
        assert words in page
    values = {answer["name"]: answer["value"] for each in data["records"] for answer in each["answers"]}
    assert (values["given_name"], values["recorded_by_role"]) == ("Џемиле", "caseworker")


def test_who_looked_is_there_by_role_and_day_and_never_by_name(person, caseworker):
    page, data = taken(person, caseworker)
    assert data["who_looked"]
    assert caseworker.sign_in_name not in page + json.dumps(data)


@pytest.mark.parametrize(("language", "words"), [("mk", "Приказна"), ("sq", "Rrëfimi"), ("en", "Story")])
def test_it_speaks_the_language_of_the_person(person, caseworker, language, words):
    page, _data = taken(person, caseworker, language)
    assert (f'lang="{language}"' in page, words in page) == (True, True)


def test_nothing_of_anybody_else_is_there(person, organisation, caseworker):
    other = make_case(organisation, person=make_person(organisation, given_name="Other"))
    page, data = taken(person, caseworker)
    assert "Other" not in page
    assert str(other.code) not in json.dumps(data)
    assert other not in list(records_about(person))


def test_half_an_answer_is_refused(person, caseworker):
    with pytest.raises(LockedVault):
        export_person(person, LOCKED, "en", by=caseworker)
    assert not AuditEntry.objects.filter(action="person.exported").exists()


def test_taking_out_leaves_a_line(person, caseworker):
    taken(person, caseworker)
    assert AuditEntry.objects.get(action="person.exported").details == {"records": 4, "files": 0, "language": "en"}


def test_every_kind_and_field_about_a_person_has_words():
    kinds = kinds_about()
    assert {model._meta.label_lower for model in kinds} - set(KINDS) == set()
    assert {field.name for model in kinds for field in fields_of(model)} - set(FIELDS) == set()


def test_the_page_hands_out_a_zip_to_those_who_may(client, person, caseworker, reader, outsider):
    address = reverse("retention:take_home", args=[person.code])
    client.force_login(caseworker)
    with translation.override("en"):
        assert client.get(address).status_code == 200
        answer = client.post(address, {"language": "mk"})
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"].count("no-store")) == ("application/zip", 1)
    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist() == ["records.html", "records.json"]
    client.force_login(reader)
    assert client.get(address).status_code == 403
    client.force_login(outsider)
    assert client.get(address).status_code == 404


def test_documents_go_along_as_they_are_but_those_that_stay(client, person, caseworker):
    case = person.cases.get()
    photo = documents.attach(case, [photograph()], name="Кањон/../photo.jpg", title="Photograph", by=caseworker)
    documents.attach(case, [b"about somebody else"], name="other.txt", title="Stays", by=caseworker)
    documents.remove(documents.attach(case, [b"gone"], name="gone.txt", by=caseworker), by=caseworker)
    client.force_login(caseworker)
    address = reverse("retention:take_home", args=[person.code])
    assert "Photograph" in client.get(address).content.decode()
    answer = client.post(address, {"language": "en", "documents": [str(photo.code)]})
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert archive.testzip() is None
    (name,) = [name for name in archive.namelist() if not name.startswith("records.")]
    assert name == "documents/01-photo.jpg"
    assert archive.read(name) == b"".join(files.opened(photo.code, key_of(photo, keyring())))
    assert f'href="{name}"' in archive.read("records.html").decode()
    exported = AuditEntry.objects.filter(action="document.exported")
    assert [each.on_code for each in exported] == [str(photo.code)]


def test_a_text_that_must_not_leave_stays_and_the_page_says_so(person, coordinator):
    guard("Marshal Tito", "12", keyring(), by=coordinator)
    documents.attach(person.cases.get(), ["ул. Маршал Тито 12".encode()], name="a.txt", title="Letter", by=coordinator)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export_person(person, keyring(), "en", by=coordinator))))
    assert archive.namelist() == ["records.html", "records.json"]
    assert "This document stays with us" in archive.read("records.html").decode()


def test_a_damaged_document_is_refused_before_anything_leaves(person, caseworker):
    kept = documents.attach(person.cases.get(), [photograph()], name="a.jpg", by=caseworker)
    files.path_of(kept.code).write_bytes(b"damaged" * 500)
    with pytest.raises(CannotOpen):
        export_person(person, keyring(), "en", by=caseworker)
    assert not AuditEntry.objects.filter(action="person.exported").exists()
