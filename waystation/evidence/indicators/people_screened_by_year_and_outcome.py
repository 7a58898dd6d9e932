"""Count screening talks with people on the move by year and outcome."""

from typing import Any

from waystation.evidence.counting import count_rows
from waystation.evidence.dimensions import SCREENING_OUTCOME, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_screened_by_year_and_outcome",
    version=1,
    names={
        "en": "People on the move screened, by year and outcome",
        "mk": "Разговори за препознавање со лица во движење, по година и исход",
        "sq": "Persona në lëvizje të intervistuar, sipas vitit dhe rezultatit",
    },
    definitions={
        "en": "Screening talks of the field team with asylum seekers, migrants and refugees, by year and "
        "outcome. One talk is one person on one day; a person met again on another day is counted again.",
        "mk": "Разговори на теренскиот тим со баратели на азил, мигранти и бегалци, по година и исход. Еден "
        "разговор е едно лице во еден ден; лице сретнато повторно друг ден се брои повторно.",
        "sq": "Biseda të ekipit në terren me azilkërkues, migrantë dhe refugjatë, sipas vitit dhe rezultatit. "
        "Një bisedë është një person në një ditë; personi i takuar sërish në një ditë tjetër numërohet "
        "sërish.",
    },
    unit="person",
    facts=("screenings",),
    dimensions=(YEAR, SCREENING_OUTCOME),
    counted="screening talks",
)


def compute(tables: Tables) -> Any:
    """Count screening talks with people on the move by year and outcome.

    Units: screening talks, one person on one day each.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: screenings of the field team.
    """
    return count_rows(tables["screenings"], ["year", "outcome"])
