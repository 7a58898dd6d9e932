"""What statistics may see of screenings: coarse codes and the day."""

from collections.abc import Iterator

from waystation.cases.facts import ORGANISATION, ROW, organisation_code
from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque
from waystation.programmes.field_work.models import Screening

COLUMNS = (
    Column("place", "code", "place_on_move"),
    Column("profile", "code", "profile_on_move"),
    Column("sex", "code", "sex"),
    Column("child_adult", "code", "child_adult"),
    Column("age_group", "code", "age_group_wide"),
    Column("citizenship_group", "code", "citizenship_group"),
    Column("outcome", "code", "screening_outcome"),
)


def screenings() -> Iterator[tuple[object, ...]]:
    """Yield one row for each screening; one screening is one person on one day."""
    rows = Screening.objects.order_by("screened_on", "code")
    names = [column.name for column in COLUMNS]
    for code, organisation, day, *facts in rows.values_list("code", "organisation__code", "screened_on", *names):
        yield opaque(code, "screening"), organisation_code(organisation), day, day.year, *facts


TABLES = (
    FactTable(
        "screenings",
        "event",
        (ROW, ORGANISATION, Column("date", "date"), Column("year", "integer"), *COLUMNS),
        screenings,
    ),
)
