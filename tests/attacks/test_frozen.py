"""What was approved stays as it was approved, whoever tries and however: the database itself refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from waystation.evidence.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(records):
    return Release.objects.get(code=records["release"])


def statements(pk):
    table = Release._meta.db_table
    yield f"UPDATE {table} SET payload = '{{}}' WHERE id = {pk}"
    yield f"UPDATE {table} SET payload = replace(payload, '40', '41') WHERE id = {pk}"
    yield f"UPDATE {table} SET edition = edition + 1, digest = digest WHERE id = {pk}"
    yield f"UPDATE {table} SET state = 'draft', payload = '', digest = '', approver_id = NULL, approved_at = NULL"
    yield f"UPDATE {table} SET state = 'withdrawn' WHERE id = {pk}"
    yield f"DELETE FROM {table} WHERE id = {pk}"
    yield f"INSERT INTO {table} SELECT * FROM {table} WHERE id = {pk}"
    if connection.vendor == "sqlite":
        yield f"UPDATE OR REPLACE {table} SET payload = 'x' WHERE id = {pk}"
    else:
        yield f"WITH gone AS (DELETE FROM {table} RETURNING id) SELECT count(*) FROM gone"


def test_raw_statements_are_refused(approved):
    for statement in statements(approved.pk):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Release.objects.get(pk=approved.pk).payload == approved.payload


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite knows INSERT OR REPLACE")
def test_replacing_the_row_is_refused(approved):
    columns = [field.column for field in Release._meta.concrete_fields]
    values = ", ".join("'forged'" if column == "payload" else column for column in columns)
    forged = f"INSERT OR REPLACE INTO evidence_release ({', '.join(columns)}) SELECT {values} FROM evidence_release"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forged)
    assert Release.objects.get(pk=approved.pk).payload == approved.payload


def by_save(release):
    release.payload = "{}"
    release.save()


WAYS = {
    "save": by_save,
    "update": lambda release: Release.objects.filter(pk=release.pk).update(payload="{}"),
    "bulk": lambda release: (setattr(release, "digest", "0"), Release.objects.bulk_update([release], ["digest"])),
    "delete": lambda release: release.delete(),
    "delete all": lambda release: Release.objects.all().delete(),
    "raw delete": lambda release: Release.objects.filter(pk=release.pk)._raw_delete("default"),
    "its organisation": lambda release: release.organisation.delete(),
}


def test_the_models_refuse_as_well(approved):
    for name, way in WAYS.items():
        with pytest.raises(DatabaseError), transaction.atomic():
            way(Release.objects.get(pk=approved.pk))
        assert Release.objects.filter(pk=approved.pk, state="approved", payload=approved.payload).exists(), name


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite knows INSERT OR REPLACE")
def test_neither_can_a_line_of_the_audit_trail_be_replaced(approved):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_auditentry ORDER BY id LIMIT 1")
        names, before = [column[0] for column in cursor.description], cursor.fetchone()
    values = ", ".join("'forged'" if name == "action" else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    forged = f"INSERT OR REPLACE INTO core_auditentry ({columns}) SELECT {values} FROM core_auditentry WHERE id = %s"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forged, [before[names.index("id")]])
