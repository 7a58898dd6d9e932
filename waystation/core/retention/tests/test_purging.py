"""The schedule proposes, another person approves, texts go with their keys, totals stay, holds keep."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from waystation.cases.models import Case
from waystation.cases.tests.making import make_case, make_person
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.core.retention import schedule
from waystation.core.retention.actions import holding, purging, scheduling
from waystation.core.retention.kinds import kinds
from waystation.core.retention.models import LegalHold, Purge
from waystation.core.sealing import shards
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import parted
from waystation.evidence.figures import compute
from waystation.evidence.indicator import indicators

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def closed(organisation, closed_on, person=None, text="An invented story."):
    case = make_case(organisation, opened_on=date(2000, 1, 1), person=person)
    seal_text(case, "story", text, keyring())
    case.closed_on, case.ending = closed_on, "reintegrated" if closed_on else ""
    case.save()
    return case


@pytest.fixture
def old(organisation):
    return closed(organisation, date(2021, 11, 26))


def story(case):
    return open_text(Case.objects.get(pk=case.pk), "story", keyring())


def done(organisation, coordinator, today=TODAY):
    return purging.carry_out(purging.approve(purging.propose(organisation, by=None, today=today), by=coordinator))


def test_the_day_is_counted_in_calendar_months(organisation):
    rule = schedule.Rule(kinds()["cases.case"], 3, None)
    assert rule.before(date(2026, 5, 31)) == date(2026, 2, 28)
    assert rule.before(date(2026, 1, 15)) == date(2025, 10, 15)


def test_what_is_over_is_due_and_nothing_else(organisation, old):
    closed(organisation, date(2021, 11, 27))
    closed(organisation, None)
    assert schedule.due(organisation, TODAY).counts == {"cases.case": 1}


def test_the_clock_of_a_person_starts_with_the_last_case_closed(organisation):
    person, idle = make_person(organisation), make_person(organisation)
    closed(organisation, date(2001, 1, 1), person)
    closed(organisation, date(2010, 1, 1), person)
    due = kinds()["cases.person"].due
    assert list(due(organisation, date(2010, 1, 2))) == [person]
    assert list(due(organisation, date(2010, 1, 1))) == []
    closed(organisation, None, person)
    assert list(due(organisation, TODAY)) == []
    assert idle.record_key


def test_texts_go_with_their_keys_and_facts_stay(organisation, coordinator, old):
    kept, slot = closed(organisation, date(2021, 12, 1)), parted(old.record_key.stored)[1]
    report = done(organisation, coordinator)
    old.refresh_from_db()
    assert (report.state, report.emptied, report.shards_destroyed) == ("done", {"cases.case": 1}, 1)
    assert (old.story, old.record_key, old.ending, story(kept)) == (None, None, "reintegrated", "An invented story.")
    assert shards.here().all()[slot * 32 : slot * 32 + 32] == bytes(32)
    assert schedule.due(organisation, TODAY).counts == {}


def counted(organisation):
    """Count every indicator of our own records."""
    codes = [each.code for each in indicators().values() if each.origin != "published"]
    return {code: compute(code, organisation).counts for code in codes}


def test_no_indicator_changes(organisation, coordinator, old):
    for year in range(2005, 2015):
        make_person(organisation)
        closed(organisation, date(year, 3, 1), make_person(organisation, first_assisted_on=date(year, 1, 1)))
    before = counted(organisation)
    assert done(organisation, coordinator).done == 21  # the stories, and the names of those ten years
    assert counted(organisation) == before
    assert any(before.values())


def test_nobody_approves_an_own_list(organisation, coordinator, old):
    purge = purging.propose(organisation, by=coordinator, today=TODAY)
    with pytest.raises(ActionRefused):
        purging.approve(purge, by=coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purge.objects.filter(pk=purge.pk).update(state="running", settled_by=coordinator)
    assert story(old)


def test_nothing_goes_before_it_is_approved(organisation, coordinator, old):
    purge = purging.propose(organisation, by=None, today=TODAY)
    purging.carry_out(purge)
    assert (Purge.objects.get().state, story(old)) == ("proposed", "An invented story.")
    purging.refuse(purge, by=coordinator)
    with pytest.raises(ActionRefused):
        purging.approve(purge, by=coordinator)


@pytest.mark.parametrize("of", ["case", "person"])
def test_nothing_held_goes_and_the_list_says_so(organisation, coordinator, old, of):
    code = old.code if of == "case" else old.person.code
    holding.lay_hold(LegalHold(of=of, on_code=code), "The court asked.", keyring(), by=coordinator)
    assert (schedule.due(organisation, TODAY).counts, schedule.due(organisation, TODAY).held) == ({}, {"cases.case": 1})
    assert purging.propose(organisation, by=None, today=TODAY) is None


def test_a_hold_laid_after_the_approval_keeps_too(organisation, coordinator, old):
    purge = purging.approve(purging.propose(organisation, by=None, today=TODAY), by=coordinator)
    holding.lay_hold(LegalHold(of="case", on_code=old.code), "The court asked.", keyring(), by=coordinator)
    assert (purging.carry_out(purge).done, story(old)) == (0, "An invented story.")


def test_a_purge_goes_on_where_it_was_stopped(organisation, coordinator, old, monkeypatch):
    for _ in range(4):
        closed(organisation, date(2021, 1, 1))
    monkeypatch.setattr(purging, "BATCH", 2)
    purge = purging.approve(purging.propose(organisation, by=None, today=TODAY), by=coordinator)

    def stop(count):
        if count == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        purging.carry_out(purge, stop)
    assert (Purge.objects.get().done, Case.objects.exclude(record_key=None).count()) == (2, 3)
    finished = purging.carry_out(Purge.objects.get())
    assert (finished.done, finished.state, finished.shards_destroyed) == (5, "done", 5)


def test_each_record_leaves_a_line(organisation, coordinator, old):
    done(organisation, coordinator)
    assert AuditEntry.objects.filter(action="record.purged", on_code=str(old.code)).count() == 1


def test_another_house_s_records_stay(organisation, coordinator, outsider, old):
    theirs = closed(outsider.organisation, date(2001, 1, 1))
    done(organisation, coordinator)
    assert story(theirs)


def test_a_rule_changes_within_its_bounds_and_keeps_its_history(organisation, coordinator):
    kind = kinds()["cases.case"]
    scheduling.change_rule(kind, 24, by=coordinator)
    scheduling.change_rule(kind, 36, by=coordinator)
    assert schedule.rule(organisation, "cases.case").keep_months == 36
    assert organisation.retention_rules.count() == 2
    for months in (kind.least_months - 1, kind.most_months + 1):
        with pytest.raises(ActionRefused):
            scheduling.change_rule(kind, months, by=coordinator)


def test_a_shorter_rule_makes_more_due(organisation, coordinator):
    closed(organisation, date(2025, 1, 1))
    assert schedule.due(organisation, TODAY).counts == {}
    scheduling.change_rule(kinds()["cases.case"], 12, by=coordinator)
    assert schedule.due(organisation, TODAY).counts == {"cases.case": 1}


def test_today_is_today(organisation, old):
    assert schedule.due(organisation).counts == schedule.due(organisation, localdate()).counts
