"""The database refuses to change a row of a history: it can only be added, or deleted when its time is over."""

from django.db import migrations

TABLES = ("cases_identificationstatus", "cases_consent")


def forbid(apps, schema_editor):
    for table in TABLES:
        for statement in statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


def statements(vendor, table):
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a history is added to, never changed'); END"
        ]
    return [
        "CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a history is added to, never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION history_is_append_only()",
    ]


def allow(apps, schema_editor):
    on_table = schema_editor.connection.vendor != "sqlite"
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_is_append_only" + (f" ON {table}" if on_table else ""))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_people_and_cases")]

    operations = [migrations.RunPython(forbid, allow)]
