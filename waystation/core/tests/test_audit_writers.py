"""Several writers at once: no gap, no fork."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as configured
from django.db import connection, transaction

from waystation.core import audit
from waystation.core.models import AuditEntry, Organisation, User
from waystation.core.trail.verifying import verify

WRITERS, EACH = 4, 25
ONLY_HERE = "SQLite lets one writer in at a time and its test database is in memory; runs on PostgreSQL"


def write(user):
    try:
        for number in range(EACH):
            with transaction.atomic():
                audit.record("record.opened", by=user, count=number)
                transaction.set_rollback(number % 5 == 4)
    finally:
        connection.close()


@pytest.mark.skipif(configured.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason=ONLY_HERE)
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap_and_no_fork(settings, tmp_path):
    settings.HOME = tmp_path
    organisation = Organisation.objects.create(name="Many hands (invented)")
    user = User.objects.create(organisation=organisation, sign_in_name="many", role="reader")
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, [user] * WRITERS))
    kept = WRITERS * EACH * 4 // 5
    assert list(AuditEntry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, kept + 1))
    (proof,) = verify(audit.begin_chain)
    assert (proof.sound, proof.entries) == (True, kept)
