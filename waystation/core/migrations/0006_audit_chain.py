"""Number and chain the audit trail, and let the database refuse to change or delete its entries.

Entries written before stay without number and MAC here: the key is no business of a migration. The first entry
after it, or the first `waystation verify`, numbers and chains them in the order they stand in, which is the one
change the database lets through. SQLite forgets triggers when a later migration remakes the table: such a migration
puts them up again (`waystation verify` says when they are missing).
"""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

MESSAGE = "the audit trail is added to, never changed"
KEPT = ("id", "organisation_id", "at", "action", "by_id", "on_kind", "on_code", "details")


def _chaining(same, details):
    unchanged = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in KEPT if column != "details")
    return f"(OLD.number IS NULL AND NEW.number IS NOT NULL AND {unchanged} AND {details})"


SQLITE = (
    f"""CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON core_auditentry
    WHEN NOT {_chaining("IS", "NEW.details IS OLD.details")}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER audit_entry_undeleted BEFORE DELETE ON core_auditentry
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON core_auditentry FOR EACH ROW
    WHEN (NOT {_chaining("IS NOT DISTINCT FROM", "NEW.details::text = OLD.details::text")})
    EXECUTE FUNCTION audit_entry_stays()""",
    """CREATE TRIGGER audit_entry_undeleted BEFORE DELETE ON core_auditentry FOR EACH ROW
    EXECUTE FUNCTION audit_entry_stays()""",
)
SQLITE_BACK = ("DROP TRIGGER audit_entry_unchanged", "DROP TRIGGER audit_entry_undeleted")
POSTGRESQL_BACK = (
    "DROP TRIGGER audit_entry_unchanged ON core_auditentry",
    "DROP TRIGGER audit_entry_undeleted ON core_auditentry",
    "DROP FUNCTION audit_entry_stays()",
)


def say_whose(apps, schema_editor):
    """Give each entry the organisation of who did it, else of what it names, else the first there is."""
    entries = apps.get_model("core", "AuditEntry").objects.filter(organisation=None)
    organisations = apps.get_model("core", "Organisation").objects.order_by("pk")
    person = apps.get_model("core", "User").objects.filter(pk=models.OuterRef("by"))
    entries.exclude(by=None).update(organisation=models.Subquery(person.values("organisation")[:1]))
    for organisation in organisations:
        entries.filter(on_kind="core.organisation", on_code=str(organisation.code)).update(organisation=organisation)
    if organisations:
        entries.update(organisation=organisations[0])


def put_up(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0005_sign_in_name_in_any_case")]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key_id", models.CharField(max_length=16)),
                ("count", models.PositiveBigIntegerField(default=0)),
                ("mac", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(blank=True, max_length=64)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.organisation"
                    ),
                ),
            ],
        ),
        migrations.AddField("auditentry", "before", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("auditentry", "mac", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("auditentry", "number", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "auditentry",
            "organisation",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.organisation"
            ),
        ),
        migrations.AlterField(
            "auditentry", "at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)
        ),
        migrations.RunPython(say_whose, migrations.RunPython.noop),
        migrations.AlterField(
            "auditentry",
            "organisation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.organisation"
            ),
        ),
        migrations.AddConstraint(
            "auditentry",
            models.UniqueConstraint(fields=("organisation", "number"), name="audit_number_is_used_once"),
        ),
        migrations.AddConstraint(
            "auditentry",
            models.CheckConstraint(
                condition=models.Q(number=None, mac="") | (models.Q(number__gte=1) & ~models.Q(mac="")),
                name="audit_numbered_has_mac",
            ),
        ),
        migrations.RunPython(put_up, take_down),
    ]
