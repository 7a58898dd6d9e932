"""Makes records for tests: say what matters, the rest is filled in."""

from datetime import date

from waystation.cases.actions import describe_person
from waystation.cases.models import Case, Person
from waystation.core.sealing.staff import keyring


def make_person(organisation, given_name="Џемиле", family_name="Измислена", **facts):
    facts = {"first_assisted_on": date(2020, 1, 5), "citizenships": ["MK"], "sex": "female", **facts}
    person = Person(organisation=organisation, **facts)
    describe_person(person, {"given_name": given_name, "family_name": family_name}, keyring())
    person.save()
    return person


def make_case(organisation, opened_on=date(2020, 1, 5), programme="shelter", person=None, **facts):
    person = person or make_person(organisation, first_assisted_on=opened_on)
    return Case.objects.create(
        organisation=organisation, person=person, opened_on=opened_on, programme=programme, **facts
    )
