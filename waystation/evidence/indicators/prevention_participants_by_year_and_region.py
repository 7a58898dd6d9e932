"""Add up participants of prevention by year and place."""

from typing import Any

from waystation.evidence.counting import add_up_people
from waystation.evidence.dimensions import REGION, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="prevention_participants_by_year_and_region",
    version=1,
    names={
        "en": "People reached by prevention, by year and place",
        "mk": "Лица опфатени со превенција, по година и место",
        "sq": "Persona të përfshirë në parandalim, sipas vitit dhe vendit",
    },
    definitions={
        "en": "Participants of workshops, trainings and other prevention activities, by year and place. A "
        "person who took part twice is counted twice.",
        "mk": "Учесници на работилници, обуки и други превентивни активности, по година и место. Лице што "
        "учествувало двапати се брои двапати.",
        "sq": "Pjesëmarrës në punëtori, trajnime dhe veprimtari të tjera parandaluese, sipas vitit dhe vendit. "
        "Personi që mori pjesë dy herë numërohet dy herë.",
    },
    unit="person",
    facts=("prevention_activities",),
    dimensions=(YEAR, REGION),
    counted="participants",
)


def compute(tables: Tables) -> Any:
    """Add up participants of prevention by year and place.

    Units: participants, as counted at each activity.
    Shape: one row for each year and code that occur.
    Errors: none; an activity without a count adds nothing.
    Source: activities recorded by prevention.
    """
    return add_up_people(tables["prevention_activities"], "participants", ["year", "region"])
