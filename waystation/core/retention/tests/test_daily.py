"""The running product looks at its schedule by itself, once a day, and destroys nothing."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from waystation.cases.models import Person
from waystation.cases.tests.making import make_case, make_person
from waystation.core.models import AuditEntry
from waystation.core.retention.actions import daily, purging
from waystation.core.retention.kinds import kinds
from waystation.core.retention.models import Purge

pytestmark = pytest.mark.django_db
LONG_AGO = now() - timedelta(days=366 * 11)


@pytest.fixture
def due(organisation):
    return make_case(organisation, opened_on=date(2001, 1, 1), closed_on=date(2002, 1, 1), ending="reintegrated")


def test_it_proposes_once_a_day_and_destroys_nothing(due):
    assert daily.is_waiting()
    assert [daily.look_daily() for _ in range(3)] == [1, 0, 0]
    assert not daily.is_waiting()
    assert (Purge.objects.get().state, Purge.objects.get().proposed_by) == ("proposed", None)
    assert AuditEntry.objects.filter(action="schedule.looked").count() == 1
    due.refresh_from_db()
    assert due.closed_on == date(2002, 1, 1)


def test_the_next_day_it_looks_again(due, monkeypatch):
    daily.look_daily()
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr(daily, "localdate", lambda at=tomorrow: at.date())
    assert daily.is_waiting()


def test_what_a_colleague_proposed_stays_as_it_is(due, coordinator):
    by_hand = purging.propose(coordinator.organisation, by=coordinator)
    daily.look_daily()
    assert by_hand is None or Purge.objects.get() == by_hand


def test_a_person_without_a_case_has_a_clock(organisation):
    alone, fresh, open_case = (make_person(organisation) for _ in range(3))
    make_case(organisation, person=open_case)
    Person.objects.filter(pk__in=[alone.pk, open_case.pk]).update(recorded_at=LONG_AGO)
    found = kinds()["cases.person"].due(organisation, localdate() - timedelta(days=3660))
    assert list(found) == [alone]
    assert fresh not in found


def test_every_day_that_starts_a_clock_is_there():
    for kind in kinds().values():
        for starts in filter(None, (kind.starts, kind.else_starts)):
            assert kind._start_field(starts) is not None
