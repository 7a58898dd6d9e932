"""What statistics may see of the shelter: nights, by stay and year."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localdate

from waystation.cases.facts import ORGANISATION, PERSON, ROW, organisation_code, person_code
from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque
from waystation.programmes.shelter.models import Stay


def bed_nights() -> Iterator[tuple[object, ...]]:
    """Yield one row for each stay and calendar year, with the nights that began in that year."""
    today = localdate()
    stays = Stay.objects.select_related("case__person", "organisation").order_by("arrived_on", "code")
    for stay in stays.defer("case__story", "case__record_key"):
        person = stay.case.person
        for year, nights in nights_by_year(stay.arrived_on, stay.left_on or today):
            yield (
                opaque(f"{stay.code}|{year}", "stay year"),
                organisation_code(stay.organisation.code),
                person_code(person.code),
                opaque(stay.code, "stay"),
                year,
                nights,
                person.sex,
                person.child_adult,
            )


def nights_by_year(arrived_on: date, left_on: date) -> Iterator[tuple[int, int]]:
    """Yield each year with the nights that began in it; the night of leaving is not slept here."""
    for year in range(arrived_on.year, left_on.year + 1):
        first = max(arrived_on, date(year, 1, 1))
        last = min(left_on, date(year + 1, 1, 1))
        if last > first:
            yield year, (last - first).days


TABLES = (
    FactTable(
        "bed_nights",
        "bed_night",
        (
            ROW,
            ORGANISATION,
            PERSON,
            Column("stay", "code", meaning="Stable code that counts distinct stays."),
            Column("year", "integer", meaning="Year in which the nights began."),
            Column("nights", "integer", meaning="Nights of this stay that began in this year."),
            Column("sex", "code", "sex"),
            Column("child_adult", "code", "child_adult", "At first assistance."),
        ),
        bed_nights,
    ),
)
