"""The database still refuses to change a history, but lets its key be wrapped anew, and its sealed text be destroyed."""

from django.db import migrations

TABLE = "cases_identificationstatus"
FIXED = "id, code, recorded_at, recorded_by_id, case_id, status, decided_by, decided_on"
MESSAGE = "a history is added to, never changed"
OTHER_TEXT = "NEW.basis IS NOT NULL OR NEW.record_key IS NOT NULL"


def loosen(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = [
            f"DROP TRIGGER {TABLE}_is_append_only",
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE OF {FIXED} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            f"CREATE TRIGGER {TABLE}_keeps_its_text BEFORE UPDATE OF basis ON {TABLE} "
            f"WHEN NEW.basis IS NOT OLD.basis AND ({OTHER_TEXT}) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        ]
    else:
        statements = [
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE OF {FIXED} ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION history_is_append_only()",
            f"CREATE TRIGGER {TABLE}_keeps_its_text BEFORE UPDATE OF basis ON {TABLE} FOR EACH ROW "
            f"WHEN (NEW.basis IS DISTINCT FROM OLD.basis AND ({OTHER_TEXT})) "
            "EXECUTE FUNCTION history_is_append_only()",
        ]
    for statement in statements:
        schema_editor.execute(statement)


def tighten(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    on_table = "" if sqlite else f" ON {TABLE}"
    for name in ("is_append_only", "keeps_its_text"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_{name}{on_table}")
    what = (
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        if sqlite
        else "FOR EACH ROW EXECUTE FUNCTION history_is_append_only()"
    )
    schema_editor.execute(f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE ON {TABLE} {what}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_person_email")]

    operations = [migrations.RunPython(loosen, tighten)]
