"""Pages of documents: added, seen as a copy, taken out by right, removed and put back."""

import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from waystation.cases.documents import actions, files
from waystation.cases.documents.models import Document
from waystation.cases.documents.tests.drawing import TRACES, letter, photograph, scan
from waystation.cases.tests.making import make_case
from waystation.core.models import AuditEntry

pytestmark = pytest.mark.django_db
NAME = "Птица Канаринка.jpg"


@pytest.fixture
def signed_in(client, caseworker):
    client.force_login(caseworker)
    return client


@pytest.fixture
def photo(case, caseworker):
    return actions.attach(case, [photograph()], name=NAME, title="Photograph", by=caseworker)


def upload(client, case, *contents, title=""):
    chosen = [SimpleUploadedFile(f"{number}-{NAME}", content) for number, content in enumerate(contents)]
    return client.post(reverse("documents:of_case", args=[case.code]), {"chosen": chosen, "title": title})


def actions_of(person):
    return list(AuditEntry.objects.filter(by=person).order_by("pk").values_list("action", flat=True))


def test_several_files_are_kept_at_once_and_listed_on_the_case(signed_in, case):
    response = upload(signed_in, case, photograph(), letter(), b"a note")
    assert response.status_code == 302
    page = signed_in.get(case.get_absolute_url()).content.decode()
    assert [f"{number}-{NAME}" in page for number in range(3)] == [True] * 3
    assert Document.objects.count() == 3


def test_a_document_of_a_person_is_listed_on_the_person_and_not_on_the_case(signed_in, case):
    file = SimpleUploadedFile(NAME, photograph())
    signed_in.post(reverse("documents:of_person", args=[case.person.code]), {"chosen": file, "title": "Identity page"})
    assert "Identity page" in signed_in.get(case.person.get_absolute_url()).content.decode()
    assert "Identity page" not in signed_in.get(case.get_absolute_url()).content.decode()


def test_an_empty_file_is_refused_and_the_title_stays(signed_in, case):
    page = upload(signed_in, case, b"", title="Letter of the school").content.decode()
    assert "The file is empty" in page
    assert 'value="Letter of the school"' in page
    assert not Document.objects.exists()


def test_no_file_is_answered_with_the_remedy(signed_in, case):
    assert "Choose a file." in upload(signed_in, case).content.decode()


def test_a_reader_sees_the_copy_and_neither_adds_nor_removes_nor_takes_out(client, reader, photo):
    client.force_login(reader)
    page = client.get(photo.get_absolute_url()).content.decode()
    assert "Take the original out" not in page
    assert "Remove" not in page
    assert client.get(reverse("documents:page", args=[photo.code, 1])).status_code == 200
    for name in ("original", "remove"):
        assert client.post(reverse(f"documents:{name}", args=[photo.code])).status_code == 403


def test_a_stranger_gets_404_everywhere(client, outsider, photo, case):
    client.force_login(outsider)
    there = ["document", "print", "original"]
    codes = [client.get(reverse(f"documents:{name}", args=[photo.code])).status_code for name in there]
    codes += [client.get(reverse("documents:page", args=[photo.code, 1])).status_code]
    codes += [
        client.post(reverse(f"documents:{name}", args=[photo.code])).status_code for name in ("remove", "original")
    ]
    codes += [upload(client, case, b"x").status_code]
    assert set(codes) == {404}
    assert actions_of(outsider) == []


def test_the_copy_shown_holds_pixels_and_nothing_else(signed_in, photo):
    response = signed_in.get(reverse("documents:page", args=[photo.code, 1]))
    assert [trace for trace in TRACES if trace in response.content] == []
    with Image.open(io.BytesIO(response.content)) as image:
        assert image.size == (300, 400), "the right way up"
        assert dict(image.getexif()) == {}
    assert any(trace in photograph() for trace in TRACES)


def test_the_copy_shown_can_do_nothing_in_a_browser(signed_in, photo):
    headers = signed_in.get(reverse("documents:page", args=[photo.code, 1])).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["Content-Disposition"] == 'inline; filename="page.jpg"'
    assert "no-store" in headers["Cache-Control"]


def test_the_original_comes_as_it_was_under_a_name_that_says_nothing(signed_in, photo):
    response = signed_in.post(reverse("documents:original", args=[photo.code]), {"name": "code"})
    assert response.getvalue() == photograph()
    assert response.headers["Content-Disposition"] == f'attachment; filename="document-{str(photo.code)[:8]}"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_its_own_name_is_given_only_to_those_who_ask(signed_in, photo):
    response = signed_in.post(reverse("documents:original", args=[photo.code]), {"name": "own"})
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")


def test_asking_for_the_original_says_first_what_is_in_it(signed_in, photo):
    page = signed_in.get(reverse("documents:original", args=[photo.code])).content.decode()
    assert "it may hold the place, the device and the author" in page
    assert "document.exported" not in AuditEntry.objects.values_list("action", flat=True)


def test_each_reading_leaves_its_own_line(signed_in, photo, caseworker):
    before = len(actions_of(caseworker))
    signed_in.get(photo.get_absolute_url())
    signed_in.get(reverse("documents:page", args=[photo.code, 1]))
    signed_in.get(reverse("documents:print", args=[photo.code]))
    signed_in.post(reverse("documents:original", args=[photo.code]), {"name": "own"})
    assert actions_of(caseworker)[before:] == [
        "document.opened", "document.opened", "document.printed", "document.exported",
    ]  # fmt: skip
    assert "Канаринка" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_a_removed_document_is_gone_until_it_is_put_back(signed_in, photo, case):
    signed_in.post(reverse("documents:remove", args=[photo.code]))
    assert signed_in.get(photo.get_absolute_url()).status_code == 404
    assert "Photograph" not in signed_in.get(case.get_absolute_url()).content.decode()
    assert "Put back" in signed_in.get(reverse("documents:of_case", args=[case.code])).content.decode()
    signed_in.post(reverse("documents:put_back", args=[photo.code]))
    assert signed_in.get(photo.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("make", "pages"), [(lambda: letter(3), 3), (lambda: scan(2), 2)])
def test_every_page_of_a_paper_is_drawn(signed_in, case, make, pages):
    upload(signed_in, case, make())
    document = Document.objects.get()
    sizes = {len(signed_in.get(reverse("documents:page", args=[document.code, n + 1])).content) for n in range(pages)}
    assert min(sizes) > 1000
    assert signed_in.get(reverse("documents:page", args=[document.code, pages + 1])).status_code == 404


def test_a_text_is_shown_as_letters_and_never_as_a_page(signed_in, case):
    upload(signed_in, case, "<script>alert(1)</script> Здраво".encode())
    page = signed_in.get(Document.objects.get().get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Здраво" in page


WORD_FILE = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml"


@pytest.mark.parametrize(
    "content", [WORD_FILE, b"ID3\x04song", b"\0\0\0 ftypisom", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_not_shown_says_so_and_is_kept(signed_in, case, content):
    upload(signed_in, case, content)
    page = signed_in.get(Document.objects.get().get_absolute_url()).content.decode()
    assert "Take the original out to open it in another program" in page
    assert "<img" not in page


def test_a_broken_picture_is_kept_and_never_a_failure(signed_in, case):
    upload(signed_in, case, photograph()[:400])
    document = Document.objects.get()
    assert "is damaged, locked or far too large" in signed_in.get(document.get_absolute_url()).content.decode()
    assert signed_in.get(reverse("documents:page", args=[document.code, 1])).status_code == 404


def test_a_damaged_sealed_file_is_refused_on_a_page_of_its_own(signed_in, photo):
    files.path_of(photo.code).write_bytes(os.urandom(70_000))
    response = signed_in.post(reverse("documents:original", args=[photo.code]), {"name": "code"})
    assert "damaged" in response.content.decode()


def test_titles_and_names_of_files_are_found_in_either_script(signed_in, photo, caseworker):
    def found():
        return signed_in.post(reverse("search:search"), {"words": "kanarinka"}).content.decode()

    assert photo.get_absolute_url() in found()
    actions.remove(photo, by=caseworker)
    assert photo.get_absolute_url() not in found()


def test_the_person_can_be_told_who_looked_at_the_documents(signed_in, photo):
    signed_in.get(photo.get_absolute_url())
    page = signed_in.get(reverse("core:audit_record", args=["documents.document", photo.code])).content.decode()
    assert "Opened the document" in page


def test_a_document_of_another_case_is_not_listed(signed_in, photo, organisation):
    other = make_case(organisation)
    assert "Photograph" not in signed_in.get(other.get_absolute_url()).content.decode()
