"""Documents are sealed as they stream in, can be put back for some days, and once destroyed are gone."""

import os
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import now

from waystation.cases.documents import actions, files, sandbox
from waystation.cases.documents.access import key_for, opened
from waystation.cases.documents.kinds import Kind
from waystation.cases.documents.models import Document
from waystation.cases.documents.tests.drawing import letter, photograph, scan
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.staff import keyring, unlocked
from waystation.core.sealing.vaults import Keyring

pytestmark = pytest.mark.django_db
NAME = "Писмо од Канаринка.pdf"


@pytest.fixture
def attach(case, caseworker):
    def attach(content=b"words", name=NAME, **more):
        return actions.attach(case, [content], name=name, by=caseworker, **more)

    return attach


def content_of(document):
    return b"".join(files.opened(document.code, key_for(document, keyring())))


def test_what_was_attached_comes_back_under_its_name(attach):
    written = letter()
    document = attach(written, title="Писмо")
    found = opened(Document.objects.get(), keyring())
    assert (found.title, found.file_name, found.kind, found.pages) == ("Писмо", NAME, Kind.PDF, 1)
    assert content_of(document) == written


def test_nothing_of_it_lies_in_clear(attach, own_files):
    document = attach(b"Kanarinka lives at 77 Cage Street\n" * 90)
    (path,) = (own_files / "documents").iterdir()
    assert path.name == str(document.code)
    assert path.stat().st_mode & 0o077 == 0
    assert b"Kanarinka" not in path.read_bytes()


def test_short_and_long_letters_weigh_the_same(attach):
    short, long = attach(b"a"), attach(b"a" * 60_000)
    assert short.parts == long.parts
    assert files.path_of(short.code).stat().st_size == files.path_of(long.code).stat().st_size


def test_what_a_file_is_stands_in_its_bytes_and_not_in_its_name(attach):
    kinds = [opened(attach(content, name="letter.pdf"), keyring()).kind for content in (photograph(), scan(), b"hello")]
    assert kinds == [Kind.IMAGE, Kind.IMAGE, Kind.TEXT]


def test_an_empty_file_is_refused_and_leaves_nothing(attach, own_files):
    with pytest.raises(ActionRefused, match="empty"):
        attach(b"")
    assert list((own_files / "documents").iterdir()) == []


def test_a_file_that_grows_too_long_is_refused_and_leaves_nothing(attach, own_files, monkeypatch):
    monkeypatch.setattr(files.keep, "__kwdefaults__", {"most": 1000})
    with pytest.raises(ActionRefused, match="up to"):
        attach(b"x" * 1001)
    assert list((own_files / "documents").iterdir()) == []


def test_a_locked_vault_takes_nothing_in(attach):
    with unlocked(Keyring({})), pytest.raises(ActionRefused, match="Sign in again"):
        attach()


def test_a_record_that_fails_leaves_no_file(attach, own_files, monkeypatch):
    monkeypatch.setattr(Document, "save", lambda *_, **__: (_ for _ in ()).throw(DatabaseError("full")))
    with pytest.raises(DatabaseError):
        attach()
    assert list((own_files / "documents").iterdir()) == []


def test_another_documents_file_does_not_open_in_its_place(attach):
    one, other = attach(b"one"), attach(b"other")
    files.path_of(one.code).write_bytes(files.path_of(other.code).read_bytes())
    with pytest.raises(CannotOpen):
        content_of(one)


def test_a_missing_file_says_so(attach):
    document = attach()
    files.forget(document.code)
    with pytest.raises(CannotOpen, match="not here"):
        content_of(document)


def test_a_removed_document_can_be_put_back(attach, caseworker):
    document = actions.remove(attach(), by=caseworker)
    assert not Document.objects.kept().exists()
    actions.put_back(document, by=caseworker)
    assert content_of(Document.objects.kept().get()) == b"words"


def test_after_its_days_a_removed_document_is_destroyed(attach, caseworker, django_capture_on_commit_callbacks):
    document = actions.remove(attach(), by=caseworker)
    Document.objects.update(removed_at=now() - timedelta(days=15))
    with django_capture_on_commit_callbacks(execute=True):
        actions.clear_up()
    document.refresh_from_db()
    assert (document.record_key, document.title, document.file_name, document.kind) == (None, None, None, None)
    assert not files.path_of(document.code).exists()
    with pytest.raises(ActionRefused, match="destroyed"):
        actions.put_back(document, by=caseworker)


def test_a_file_kept_elsewhere_opens_no_more_once_the_document_is_destroyed(attach, caseworker):
    document = attach()
    actions.destroy(document, by=caseworker)
    with pytest.raises(CannotOpen, match="gone"):
        key_for(Document.objects.get(), keyring())


def test_the_database_refuses_a_destroyed_document_with_a_key(attach):
    document = attach()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(destroyed_at=now(), removed_at=now())


def test_only_old_files_without_a_document_are_swept(attach):
    document = attach()
    leftovers = [files.folder() / name for name in ("0-left-behind", "0-half.new", "0-young")]
    for path in (*leftovers, files.path_of(document.code)):
        path.touch()
        os.utime(path, (time.time() - 2 * files.A_DAY,) * 2)
    os.utime(leftovers[2])
    actions.clear_up()
    assert {path.name for path in files.folder().iterdir()} == {str(document.code), "0-young"}


def test_each_change_is_one_line_of_the_trail_without_a_name(attach, caseworker):
    document = attach()
    actions.put_back(actions.remove(document, by=caseworker), by=caseworker)
    actions.destroy(document, by=None)
    said = AuditEntry.objects.filter(on_code=str(document.code)).order_by("pk")
    assert [each.action for each in said] == [
        "document.added", "document.removed", "document.put_back", "document.destroyed",
    ]  # fmt: skip
    assert "Канаринка" not in str(list(said.values()))


@pytest.mark.parametrize(
    "broken", [b"%PDF-1.4\nnothing", b"\xff\xd8\xff\xe0broken", b"GIF89a", b"II*\0\xff\xff\xff\xff"]
)
def test_what_cannot_be_drawn_is_kept_all_the_same(attach, broken):
    document = attach(broken)
    assert opened(document, keyring()).is_shown is False
    assert content_of(document) == broken


def test_a_drawing_process_that_never_ends_is_ended(monkeypatch, attach):
    document = attach(photograph())
    monkeypatch.setattr(sandbox, "PROGRAM", ["sh", "-c", "sleep 100"])
    monkeypatch.setattr(sandbox, "SECONDS", 0.2)
    with pytest.raises(sandbox.CannotShow):
        sandbox.draw(document.code, key_for(document, keyring()), Kind.IMAGE, 1)


def test_a_drawing_process_that_writes_without_end_is_ended(monkeypatch, attach):
    document = attach(photograph())
    monkeypatch.setattr(sandbox, "PROGRAM", ["cat", "/dev/zero"])
    with pytest.raises(sandbox.CannotShow):
        sandbox.draw(document.code, key_for(document, keyring()), Kind.IMAGE, 1)
