"""The audit trail is a chain: every entry numbered, sealed, and refused by the database when somebody touches it."""

import pytest
from django.db import DatabaseError, connection, transaction

from waystation.core import audit
from waystation.core.models import AuditEntry, AuditHead
from waystation.core.trail import place
from waystation.core.trail.chain import START
from waystation.core.trail.heads import HeadFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


def test_entries_are_numbered_and_linked(caseworker):
    first, second = audit.record("a", by=caseworker), audit.record("b", by=caseworker)
    assert (first.number, second.number) == (1, 2)
    assert (first.before, second.before) == (START, first.mac)


def test_each_organisation_has_its_own_chain(caseworker, outsider):
    entries = [audit.record("a", by=caseworker), audit.record("a", by=outsider)]
    assert [entry.number for entry in entries] == [1, 1]
    assert entries[0].mac != entries[1].mac


def test_an_entry_stands_in_the_chain_of_its_record(organisation):
    assert audit.record("organisation.created", by=None, on=organisation).organisation == organisation


@pytest.mark.parametrize("text", ["Елена Измислена", "two words", "a@b.mk", "x" * 201, 1.5])
def test_a_text_is_refused(caseworker, text):
    with pytest.raises(audit.NotACode):
        audit.record("a", by=caseworker, word=text)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("sql", ["UPDATE core_auditentry SET action = 'x'", "DELETE FROM core_auditentry"])
def test_the_database_refuses_to_change_or_delete(caseworker, sql):
    audit.record("a", by=caseworker)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.get().action == "a"


def test_older_entries_are_chained_when_the_chain_begins(caseworker):
    for action in "abc":
        AuditEntry.objects.create(organisation=caseworker.organisation, action=action, by=caseworker)
    audit.record("d", by=caseworker)
    assert list(AuditEntry.objects.order_by("number").values_list("number", "action")) == list(
        zip((1, 2, 3, 4), "abcd", strict=True)
    )


def test_another_key_is_refused_and_nothing_is_written(caseworker, settings, tmp_path):
    audit.record("a", by=caseworker)
    settings.HOME = tmp_path / "other"
    with pytest.raises(audit.BrokenTrail, match="key"), transaction.atomic():
        audit.record("b", by=caseworker)
    assert AuditEntry.objects.count() == 1


def test_a_lost_head_is_refused(caseworker):
    audit.record("a", by=caseworker)
    AuditHead.objects.all().delete()
    with pytest.raises(audit.BrokenTrail, match="head"), transaction.atomic():
        audit.record("b", by=caseworker)


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(caseworker):
    with transaction.atomic():
        audit.record("lost", by=caseworker)
        transaction.set_rollback(True)
    assert audit.record("kept", by=caseworker).number == 1


@pytest.mark.django_db(transaction=True)
def test_the_end_is_written_beside_the_database_after_each_commit(caseworker):
    for _ in range(3):
        last = audit.record("a", by=caseworker)
    ends = list(HeadFile(place.folder(), AuditHead.objects.get().chain).ends())
    assert [(end.count, end.mac) for end in ends] == [(3, last.mac)]


def test_the_key_shows_itself_to_nobody():
    assert "trail key" in repr(place.trail_key())
    assert (place.folder() / "trail.key").stat().st_mode & 0o077 == 0
