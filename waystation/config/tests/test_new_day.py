"""The worker asks once in a while whether the schedule of retention waits, and sends a copy of itself then."""

import pytest

from waystation.config import worker
from waystation.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_worker_looks_at_the_schedule_of_a_new_day(organisation):
    day = worker.NewDay()
    assert [day.waits(), day.waits()] == [True, False]  # the second comes too soon to ask again
    worker._look_at_schedule()
    assert not worker.NewDay().waits()
    assert AuditEntry.objects.filter(action="schedule.looked").count() == 1
