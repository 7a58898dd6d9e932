"""Count prevention activities by year and audience."""

from typing import Any

from waystation.evidence.counting import count_events
from waystation.evidence.dimensions import AUDIENCE, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="prevention_activities_by_year_and_audience",
    version=1,
    names={
        "en": "Prevention activities by year and audience",
        "mk": "Превентивни активности по година и публика",
        "sq": "Veprimtari parandaluese sipas vitit dhe audiencës",
    },
    definitions={
        "en": "Workshops, trainings and other prevention activities held, by year and audience.",
        "mk": "Одржани работилници, обуки и други превентивни активности, по година и публика.",
        "sq": "Punëtori, trajnime dhe veprimtari të tjera parandaluese të mbajtura, sipas vitit dhe audiencës.",
    },
    unit="event",
    facts=("prevention_activities",),
    dimensions=(YEAR, AUDIENCE),
    counted="activities",
)


def compute(tables: Tables) -> Any:
    """Count prevention activities by year and audience.

    Units: activities; people are those who took part.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: activities recorded by prevention.
    """
    return count_events(tables["prevention_activities"], ["year", "audience"], people="participants")
