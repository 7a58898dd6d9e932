"""Two people erase a person: everything sealed is emptied and its keys destroyed, the trail stays, a hold refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.timezone import localdate

from waystation.cases.actions import record_decision, record_person
from waystation.cases.models import IdentificationStatus, Person
from waystation.cases.tests.making import make_case, make_person
from waystation.core.errors import ActionRefused
from waystation.core.importing import files
from waystation.core.importing.actions import asking
from waystation.core.models import AuditEntry, ImportRun
from waystation.core.retention import access
from waystation.core.retention.actions import erasing, holding, shredding
from waystation.core.retention.actions.emptying import empty_unreadable
from waystation.core.retention.kinds import kinds, undeclared
from waystation.core.retention.models import DoomedShard, LegalHold
from waystation.core.sealing import shards
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import parted

pytestmark = pytest.mark.django_db
TEXT = "An invented story of Canary."


def slot_of(record):
    return parted(record.record_key.stored)[1]


@pytest.fixture
def person(caseworker):
    return record_person(
        Person(row_key="k1"), {"given_name": "Canary", "phone": "+389 70 000 000"}, keyring(), by=caseworker
    )


@pytest.fixture
def case(person, caseworker):
    case = make_case(person.organisation, person=person)
    seal_text(case, "story", TEXT, keyring())
    case.save()
    decision = IdentificationStatus(case=case, status="presumed", decided_by="ngo", decided_on=case.opened_on)
    record_decision(decision, TEXT, keyring(), by=caseworker)
    return case


def erase(person, caseworker, coordinator):
    return erasing.erase(erasing.ask_erasure(person.code, "wish", by=caseworker), by=coordinator)


def hold(of, record, by, **options):
    return holding.lay_hold(LegalHold(of=of, on_code=record.code, **options), "The court asked.", keyring(), by=by)


def test_every_sealed_model_says_how_long_it_is_kept():
    assert undeclared() == []


def test_every_rule_is_within_its_own_bounds_and_says_why_in_each_language():
    for kind in kinds().values():
        assert kind.least_months <= kind.keep_months <= kind.most_months
        assert all(set(words) == {"en", "mk", "sq"} for words in (kind.name, kind.clock, kind.basis))
        assert "record_key" in kind.sealed_columns()


def test_everything_sealed_about_the_person_goes_and_the_facts_stay(person, case, caseworker, coordinator):
    slots = [slot_of(each) for each in (person, case, case.statuses.get())]
    done = erase(person, caseworker, coordinator)
    person.refresh_from_db()
    case.refresh_from_db()
    assert (person.record_key, person.given_name, person.phone, person.row_key) == (None, None, None, None)
    assert (case.record_key, case.story, case.programme) == (None, None, "shelter")
    assert case.statuses.get().basis is None
    assert (done.emptied, done.shards_destroyed) == (
        {"cases.person": 1, "cases.case": 1, "cases.identificationstatus": 1},
        3,
    )
    for slot in slots:
        with pytest.raises(CannotOpen, match="destroyed"):
            shards.here().read(slot)


def test_nothing_of_somebody_else_goes(person, caseworker, coordinator):
    other = record_person(Person(), {"given_name": "Other"}, keyring(), by=caseworker)
    erase(person, caseworker, coordinator)
    assert open_text(Person.objects.get(pk=other.pk), "given_name", keyring()) == "Other"


def test_the_trail_stays_and_holds_no_content(person, caseworker, coordinator):
    erase(person, caseworker, coordinator)
    about = AuditEntry.objects.filter(action__in=["person.recorded", "erasure.asked", "person.erased"])
    assert [entry.action for entry in about.order_by("number")] == ["person.recorded", "erasure.asked", "person.erased"]
    assert not any("Canary" in str(entry.details) for entry in about)


def test_nobody_erases_alone(person, caseworker):
    translation.activate("en")
    asked = erasing.ask_erasure(person.code, "wish", by=caseworker)
    with pytest.raises(ActionRefused, match="Two people"):
        erasing.erase(asked, by=caseworker)
    assert Person.objects.get(pk=person.pk).record_key


def test_an_erasure_is_settled_once(person, caseworker, coordinator):
    asked = erasing.withdraw_erasure(erasing.ask_erasure(person.code, "wish", by=caseworker), by=coordinator)
    with pytest.raises(ActionRefused):
        erasing.erase(asked, by=coordinator)
    assert erasing.ask_erasure(person.code, "wish", by=caseworker)
    with pytest.raises(ActionRefused):
        erasing.ask_erasure(person.code, "wish", by=caseworker)


@pytest.mark.parametrize("of", ["person", "case"])
def test_a_hold_on_the_person_or_a_case_refuses(person, case, caseworker, coordinator, of):
    laid = hold(of, person if of == "person" else case, coordinator)
    with pytest.raises(ActionRefused):
        erasing.ask_erasure(person.code, "wish", by=caseworker)
    holding.lift_hold(laid, by=coordinator)
    assert erase(person, caseworker, coordinator).state == "done"


def test_a_hold_laid_meanwhile_refuses_too(person, caseworker, coordinator):
    asked = erasing.ask_erasure(person.code, "wish", by=caseworker)
    hold("person", person, coordinator)
    with pytest.raises(ActionRefused):
        erasing.erase(asked, by=coordinator)


def test_a_hold_ends_with_its_day(person, coordinator):
    laid = hold("person", person, coordinator, until=localdate())
    assert access.holds_on(person.code, person.organisation)
    LegalHold.objects.filter(pk=laid.pk).update(until=localdate() - timedelta(days=1))
    assert not access.holds_on(person.code, person.organisation)
    with pytest.raises(ActionRefused):
        hold("person", person, coordinator, until=date(2001, 1, 1))


def test_a_hold_of_another_house_holds_nothing_here(person, outsider):
    hold("person", person, outsider)
    assert not access.holds_on(person.code, person.organisation)


def test_the_reason_of_a_hold_is_sealed(person, coordinator):
    laid = hold("person", person, coordinator)
    assert b"court" not in laid.reason.stored
    assert open_text(LegalHold.objects.get(), "reason", keyring()) == "The court asked."


def test_what_a_kill_left_doomed_is_destroyed_next(person, organisation):
    slot = slot_of(person)
    DoomedShard.objects.create(slot=slot)
    assert shredding.shred().shards == 1
    assert (DoomedShard.objects.count(), shredding.shred().shards) == (0, 0)


def test_records_that_no_key_opens_are_emptied_after_a_restore(person, case):
    shards.here().destroy([slot_of(person)])
    assert empty_unreadable() == 1
    assert (Person.objects.get().record_key, empty_unreadable()) == (None, 0)
    assert AuditEntry.objects.filter(action="record.erased_again", on_code=str(person.code)).count() == 1


def test_files_that_wait_to_be_imported_go_too(person, caseworker, coordinator, settings, tmp_path):
    settings.FILES = tmp_path
    run = asking.receive([b"given_name\nCanary\n"], name="Canary.csv", organisation=person.organisation, by=caseworker)
    [slot] = shredding.slots_of_file(files.path_of(run.code))
    assert erase(person, caseworker, coordinator).emptied["waiting_files"] == 1
    assert not ImportRun.objects.exists()
    with pytest.raises(CannotOpen, match="destroyed"):
        shards.here().read(slot)


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_opens_from_no_backup(caseworker, settings, tmp_path):
    settings.FILES = tmp_path
    run = asking.receive([b"given_name\nCanary\n"], name="x.csv", organisation=caseworker.organisation, by=caseworker)
    slots = [slot_of(run), *shredding.slots_of_file(files.path_of(run.code))]
    asking.discard(run, by=caseworker)
    assert list(tmp_path.rglob("*-*")) == []
    assert [shards.here().all()[slot * 32 : slot * 32 + 32] for slot in slots] == [bytes(32)] * 2


def test_a_decision_s_text_is_destroyed_but_never_rewritten(case):
    decision = case.statuses.get()
    rows = IdentificationStatus.objects.filter(pk=decision.pk)
    for change in ({"basis": None}, {"basis": case.story}, {"status": "refused"}, {"basis": None, "status": "refused"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    assert rows.update(record_key=decision.record_key) == 1
    assert rows.update(basis=None, record_key=None) == 1


def test_nobody_is_found_by_another_person(person, organisation):
    make_person(organisation)
    assert access.sealed_of(person.code) == {"cases.person": 1}
