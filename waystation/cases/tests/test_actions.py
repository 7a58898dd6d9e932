"""What may be done with people and cases, and what is refused."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from waystation.cases import actions
from waystation.cases.coding import UnknownAnswer
from waystation.cases.models import Case, Consent, IdentificationStatus, Person
from waystation.cases.tests.making import make_case, make_person
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 5)


def audited(action):
    return AuditEntry.objects.filter(action=action).count()


def test_a_person_is_recorded_with_coarse_facts_from_the_sealed_birth_date(caseworker):
    person = Person(first_assisted_on=DAY, citizenships=["XK"])
    actions.record_person(person, {"given_name": "Arta", "birth_date": "2005-02-01"}, keyring(), by=caseworker)
    person.refresh_from_db()
    assert (person.child_adult, person.age_band, person.age_group) == ("child", "9-17", "12-14")
    assert person.citizenship_group == "western_balkans"
    assert person.organisation == caseworker.organisation
    assert audited("person.recorded") == 1


def test_what_nobody_asked_is_not_asked(organisation):
    person = Person.objects.create(organisation=organisation)
    assert {person.sex, person.child_adult, person.region, person.education} == {"not_asked"}


@pytest.mark.parametrize("answer", ["unknown", "refused", "not_asked"])
def test_the_three_absent_answers_are_kept_apart(organisation, answer):
    person = make_person(organisation, sex=answer)
    assert Person.objects.get(pk=person.pk).sex == answer


def test_an_unknown_code_is_refused(caseworker):
    with pytest.raises(UnknownAnswer, match="The list sex has no code 'purple'"):
        actions.record_person(Person(sex="purple"), {}, keyring(), by=caseworker)
    with pytest.raises(UnknownAnswer, match="The list country has no code 'ZZ'"):
        actions.store([Person(organisation=caseworker.organisation, citizenships=["MK", "ZZ"])])


def test_a_case_is_opened_and_tells_when_help_began(caseworker):
    person = make_person(caseworker.organisation, first_assisted_on=None)
    case = actions.open_case(person, by=caseworker, programme="shelter", opened_on=DAY)
    person.refresh_from_db()
    assert person.first_assisted_on == DAY
    assert (case.owner, audited("case.opened")) == (caseworker, 1)


def test_a_second_open_case_in_the_same_programme_is_refused(caseworker):
    case = make_case(caseworker.organisation)
    with pytest.raises(ActionRefused, match="already has an open case"):
        actions.open_case(case.person, by=caseworker, programme="shelter", opened_on=DAY)
    actions.open_case(case.person, by=caseworker, programme="social_work", opened_on=DAY)


def test_a_case_is_closed_with_its_ending(caseworker):
    case = actions.close_case(make_case(caseworker.organisation), by=caseworker, ending="reintegrated", closed_on=DAY)
    assert (case.closed_on, case.ending, audited("case.closed")) == (DAY, "reintegrated", 1)
    with pytest.raises(ActionRefused, match="closed already"):
        actions.close_case(case, by=caseworker, ending="other", closed_on=DAY)


def test_closing_before_the_last_service_is_refused(caseworker):
    case = make_case(caseworker.organisation)
    actions.give_service(case, by=caseworker, service_type="medical", given_on=date(2020, 3, 1))
    with pytest.raises(ActionRefused, match="A service was given after that day"):
        actions.close_case(case, by=caseworker, ending="other", closed_on=date(2020, 2, 1))


@pytest.mark.parametrize("day", [date(2020, 1, 4), date(2020, 6, 2)])
def test_a_service_outside_the_case_is_refused(caseworker, day):
    case = make_case(caseworker.organisation, closed_on=date(2020, 6, 1), ending="other")
    with pytest.raises(ActionRefused, match="not open on that day"):
        actions.give_service(case, by=caseworker, service_type="medical", given_on=day)


def test_the_newest_decision_is_the_status_and_the_older_stay(caseworker):
    case = make_case(caseworker.organisation)
    for status, day in (("presumed", DAY), ("identified", date(2020, 2, 5))):
        decision = IdentificationStatus(case=case, status=status, decided_by="police", decided_on=day)
        actions.record_decision(decision, "What the person told.", keyring(), by=caseworker)
    assert [row.status for row in case.statuses.all()] == ["identified", "presumed"]
    assert open_text(case.statuses.first(), "basis", keyring()) == "What the person told."
    assert audited("case.decided") == 2


def test_a_decision_before_the_case_is_refused(caseworker):
    decision = IdentificationStatus(case=make_case(caseworker.organisation), status="presumed")
    decision.decided_on = date(2019, 1, 1)
    with pytest.raises(ActionRefused, match="not open on that day"):
        actions.record_decision(decision, "", keyring(), by=caseworker)


def test_a_consent_is_withdrawn_by_a_further_row(caseworker):
    person = make_person(caseworker.organisation)
    given = Consent(person=person, purpose="police_report", answer="given", answered_on=DAY)
    actions.record_consent(given, by=caseworker)
    actions.withdraw_consent(given, by=caseworker, withdrawn_on=date(2020, 3, 1))
    assert [row.answer for row in person.consents.all()] == ["withdrawn", "given"]
    with pytest.raises(ActionRefused, match="withdrawn already"):
        actions.withdraw_consent(given, by=caseworker, withdrawn_on=date(2020, 3, 2))


def test_what_was_refused_cannot_be_withdrawn(caseworker):
    refused = Consent(person=make_person(caseworker.organisation), answer="refused", answered_on=DAY)
    actions.record_consent(refused, by=caseworker)
    with pytest.raises(ActionRefused, match="was not given"):
        actions.withdraw_consent(refused, by=caseworker, withdrawn_on=DAY)


def test_the_database_itself_refuses_to_change_a_history(caseworker):
    person = make_person(caseworker.organisation)
    consent = actions.record_consent(Consent(person=person, answer="given", answered_on=DAY), by=caseworker)
    case = make_case(caseworker.organisation, person=person)
    decision = IdentificationStatus(case=case, status="presumed", decided_on=DAY)
    actions.record_decision(decision, "", keyring(), by=caseworker)
    for row, change in ((consent, {"answer": "refused"}), (decision, {"status": "identified"})):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("closed_case_says_how_it_ended", {"closed_on": DAY}),
        ("closed_case_says_how_it_ended", {"ending": "other"}),
        ("case_closes_after_it_opens", {"closed_on": date(2019, 1, 1), "ending": "other"}),
    ],
)
def test_the_database_keeps_the_promises_of_a_case(organisation, constraint, facts):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_case(organisation, **facts)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("child_stands_in_a_child_band", {"child_adult": "child", "age_band": "18-20"}),
        ("adult_stands_in_an_adult_band", {"child_adult": "adult", "age_band": "9-17"}),
    ],
)
def test_the_database_keeps_the_promises_of_a_person(organisation, constraint, facts):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_person(organisation, **facts)


def test_a_withdrawal_has_to_name_what_it_withdraws(organisation):
    with pytest.raises(IntegrityError, match="withdrawal_names_what_it_withdraws"), transaction.atomic():
        Consent.objects.create(person=make_person(organisation), answer="withdrawn", answered_on=DAY)


def test_open_cases_of_a_programme_are_found(organisation, outsider):
    case = make_case(organisation)
    make_case(organisation, closed_on=DAY, ending="other")
    make_case(outsider.organisation)
    user = type(outsider)(organisation=organisation, role="reader")
    assert list(Case.objects.visible_to(user).open().of_programme("shelter")) == [case]
