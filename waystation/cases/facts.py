"""What statistics may see of people, cases and services: coarse codes and dates, never a name or a text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from waystation.cases.models import Case, IdentificationStatus, Person, Service
from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque

ABOUT_PERSON = (
    Column("sex", "code", "sex"),
    Column("child_adult", "code", "child_adult", "At first assistance."),
    Column("age_band", "code", "age_band", "At first assistance."),
    Column("age_group", "code", "age_group_wide", "At first assistance."),
    Column("citizenship_group", "code", "citizenship_group"),
    Column("region", "code", "region", "Where the person lived."),
)
ABOUT_CASES = (
    Column("exploitation_forms", "codes", "exploitation_form", "All forms of all cases of the person."),
    Column("means_of_control", "codes", "means_of_control", "All means of all cases of the person."),
    Column("identification_status", "code", "identification_status", "The newest decision in any case."),
    Column("identified_year", "integer", meaning="Year of the first formal identification; empty if there is none."),
    Column("programmes", "codes", "programme", "The programmes the person was assisted in."),
)
ROW = Column("row", "code", meaning="Stable code of this row; no address.")
ORGANISATION = Column("organisation", "code", meaning="Stable code of the organisation that holds the record.")
PERSON = Column("person", "code", meaning="Stable code that counts distinct people; no address.")


def person_code(code: object) -> str:
    return opaque(str(code), "person")


def organisation_code(code: object) -> str:
    return opaque(str(code), "organisation")


def _about(person: Person) -> tuple[str, ...]:
    return (person.sex, person.child_adult, person.age_band, person.age_group, person.citizenship_group, person.region)


def _together(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({code for codes in lists for code in codes}))


def _decisions() -> dict[int, list[tuple[Any, str]]]:
    """Return each person's decisions, oldest first."""
    found: dict[int, list[tuple[Any, str]]] = defaultdict(list)
    rows = IdentificationStatus.objects.order_by("decided_on", "pk")
    for person, day, status in rows.values_list("case__person_id", "decided_on", "status"):
        found[person].append((day, status))
    return found


def _cases() -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = defaultdict(list)
    for case in Case.objects.order_by("opened_on", "pk").defer("story", "record_key"):
        found[case.person_id].append(case)
    return found


def people_assisted() -> Iterator[tuple[object, ...]]:
    """Yield one row for each person ever assisted."""
    cases, decisions = _cases(), _decisions()
    for person in Person.objects.assisted().select_related("organisation").order_by("first_assisted_on", "code"):
        code = person_code(person.code)
        own, decided = cases[person.pk], decisions[person.pk]
        yield (
            code,
            organisation_code(person.organisation.code),
            code,
            person.first_assisted_on.year if person.first_assisted_on else None,
            *_about(person),
            _together(case.exploitation_forms for case in own),
            _together(case.means_of_control for case in own),
            decided[-1][1] if decided else "not_asked",
            next((day.year for day, status in decided if status == "identified"), None),
            _together([case.programme] for case in own),
        )


def people_assisted_yearly() -> Iterator[tuple[object, ...]]:
    """Yield one row for each person and each year in which a service was given."""
    seen: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = Service.objects.values_list("case__person_id", "given_on__year", "programme").distinct().order_by()
    for pk, year, programme in rows:
        seen[pk, year].add(programme)
    people = Person.objects.select_related("organisation").in_bulk({pk for pk, _year in seen})
    for (pk, year), programmes in sorted(seen.items(), key=lambda item: (item[0][1], str(people[item[0][0]].code))):
        person = people[pk]
        code = person_code(person.code)
        yield (
            opaque(f"{person.code}|{year}", "person year"),
            organisation_code(person.organisation.code),
            code,
            year,
            *_about(person),
            tuple(sorted(programmes)),
        )


def services() -> Iterator[tuple[object, ...]]:
    """Yield one row for each service given."""
    rows = Service.objects.select_related("case__person", "organisation").order_by("given_on", "code")
    for service in rows.defer("case__story", "case__record_key").iterator(2000):
        person = service.case.person
        yield (
            opaque(service.code, "service"),
            organisation_code(service.organisation.code),
            person_code(person.code),
            service.given_on,
            service.given_on.year,
            service.service_type,
            service.programme,
            person.sex,
            person.child_adult,
        )


FIRST_YEAR = Column("first_year", "integer", meaning="Year of first assistance.")
YEAR_OF_HELP = Column("year", "integer", meaning="A year in which a service was given.")
PROGRAMMES_OF_YEAR = Column("programmes", "codes", "programme", "Programmes that gave the services of that year.")

TABLES = (
    FactTable(
        "people_assisted",
        "person",
        (ROW, ORGANISATION, PERSON, FIRST_YEAR, *ABOUT_PERSON, *ABOUT_CASES),
        people_assisted,
    ),
    FactTable(
        "people_assisted_yearly",
        "person",
        (ROW, ORGANISATION, PERSON, YEAR_OF_HELP, *ABOUT_PERSON, PROGRAMMES_OF_YEAR),
        people_assisted_yearly,
    ),
    FactTable(
        "services",
        "event",
        (
            ROW,
            ORGANISATION,
            PERSON,
            Column("date", "date"),
            Column("year", "integer"),
            Column("service_type", "code", "service_type"),
            Column("programme", "code", "programme"),
            Column("sex", "code", "sex"),
            Column("child_adult", "code", "child_adult", "At first assistance."),
        ),
        services,
    ),
)
