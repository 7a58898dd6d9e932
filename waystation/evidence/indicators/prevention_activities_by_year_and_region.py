"""Count prevention activities by year and place."""

from typing import Any

from waystation.evidence.counting import count_events
from waystation.evidence.dimensions import REGION, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="prevention_activities_by_year_and_region",
    version=1,
    names={
        "en": "Prevention activities by year and place",
        "mk": "Превентивни активности по година и место",
        "sq": "Veprimtari parandaluese sipas vitit dhe vendit",
    },
    definitions={
        "en": "Workshops, trainings and other prevention activities held, by year and place.",
        "mk": "Одржани работилници, обуки и други превентивни активности, по година и место.",
        "sq": "Punëtori, trajnime dhe veprimtari të tjera parandaluese të mbajtura, sipas vitit dhe vendit.",
    },
    unit="event",
    facts=("prevention_activities",),
    dimensions=(YEAR, REGION),
    counted="activities",
)


def compute(tables: Tables) -> Any:
    """Count prevention activities by year and place.

    Units: activities; people are those who took part.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: activities recorded by prevention.
    """
    return count_events(tables["prevention_activities"], ["year", "region"], people="participants")
