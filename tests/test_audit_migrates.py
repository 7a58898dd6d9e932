"""An installation older than chained entries is taken over: nothing lost, all numbered, then refused to change."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import django
django.setup()
from uuid import uuid4
from django.core.management import call_command
from django.db import connection, DatabaseError
call_command("migrate", "core", "0005", verbosity=0)
def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
for pk in (1, 2):
    run("INSERT INTO core_organisation (id, code, name, invented) VALUES (%s, %s, 'Old', %s)", pk, uuid4().hex, True)
    run("INSERT INTO core_user (id, code, organisation_id, sign_in_name, password, display_name, role,"
        " language, is_active) VALUES (%s, %s, %s, %s, '', '', 'reader', 'en', %s)",
        pk, uuid4().hex, pk, f"old-{pk}", True)
for pk, by in enumerate((1, 2, None, 1, 2, 1), 1):
    run("INSERT INTO core_auditentry (id, at, action, by_id, on_kind, on_code, details)"
        " VALUES (%s, '2020-01-01 10:00:00+00', 'old', %s, '', '', '{\\"b\\": 1, \\"a\\": \\"x\\"}')", pk, by)
call_command("migrate", "core", verbosity=0)
from waystation.core import audit
from waystation.core.models import AuditEntry
from waystation.core.trail.verifying import verify
assert not AuditEntry.objects.filter(number__isnull=False).exists()
proofs = verify(audit.begin_chain)
assert [(proof.entries, proof.flaws) for proof in proofs] == [(4, 0), (2, 0)], proofs
try:
    AuditEntry.objects.filter(pk=1).update(action="new")
except DatabaseError as refused:
    print("refused:", refused)
"""

pytestmark = pytest.mark.no_database


def test_older_entries_are_chained_and_guarded(tmp_path):
    surroundings = {
        **{name: value for name, value in os.environ.items() if name != "WAYSTATION_RECORDS_DB"},
        "WAYSTATION_HOME": str(tmp_path),
        "WAYSTATION_DOOR": "staff",
        "DJANGO_SETTINGS_MODULE": "waystation.config.settings",
    }
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "never changed" in done.stdout
