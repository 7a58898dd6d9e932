"""The database itself refuses to change or delete an approved release; withdrawing is the one step left."""

from django.db import migrations

KEPT = (
    "id", "code", "organisation_id", "set_code", "edition", "tables_done", "tables_total", "failure", "snapshot_sha256",
    "snapshot_taken_at", "payload", "digest", "audit", "what_changed", "drafted_by_id", "drafted_at", "approver_id",
    "approved_at", "supersedes_id",
)
MESSAGE = "An approved release cannot be changed. Withdraw it and approve a new edition."


def _withdrawal(same: str) -> str:
    unchanged = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in KEPT)
    return f"(OLD.state = 'approved' AND NEW.state = 'withdrawn' AND {unchanged})"


SQLITE = (
    f"""CREATE TRIGGER evidence_release_unchanged BEFORE UPDATE ON evidence_release
    WHEN OLD.state IN ('approved', 'withdrawn') AND NOT {_withdrawal("IS")}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER evidence_release_undeleted BEFORE DELETE ON evidence_release
    WHEN OLD.state IN ('approved', 'withdrawn')
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION evidence_release_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER evidence_release_unchanged BEFORE UPDATE ON evidence_release FOR EACH ROW
    WHEN (OLD.state IN ('approved', 'withdrawn') AND NOT {_withdrawal("IS NOT DISTINCT FROM")})
    EXECUTE FUNCTION evidence_release_frozen()""",
    """CREATE TRIGGER evidence_release_undeleted BEFORE DELETE ON evidence_release FOR EACH ROW
    WHEN (OLD.state IN ('approved', 'withdrawn')) EXECUTE FUNCTION evidence_release_frozen()""",
)
SQLITE_BACK = ("DROP TRIGGER evidence_release_unchanged", "DROP TRIGGER evidence_release_undeleted")
POSTGRESQL_BACK = (
    "DROP TRIGGER evidence_release_unchanged ON evidence_release",
    "DROP TRIGGER evidence_release_undeleted ON evidence_release",
    "DROP FUNCTION evidence_release_frozen()",
)


def put_up(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_releases")]
    operations = [migrations.RunPython(put_up, take_down)]
