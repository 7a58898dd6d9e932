"""Count people assisted by citizenship."""

from typing import Any

from waystation.evidence.counting import count_people
from waystation.evidence.dimensions import CITIZENSHIP_GROUP
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_assisted_by_citizenship_group",
    version=1,
    names={
        "en": "People assisted by citizenship",
        "mk": "Лица со поддршка по државјанство",
        "sq": "Persona të ndihmuar sipas shtetësisë",
    },
    definitions={
        "en": "People assisted by the shelter or the social work programme, by citizenship, all years together. "
        "Each person is counted once, however many cases or services followed, in the state recorded at "
        "first assistance.",
        "mk": "Лица со поддршка од засолништето или програмата за социјална работа, по државјанство, сите "
        "години заедно. Секое лице се брои еднаш, без оглед на бројот на случаи или услуги, според "
        "состојбата при првата поддршка.",
        "sq": "Persona të ndihmuar nga strehimorja ose programi i punës sociale, sipas shtetësisë, të gjitha "
        "vitet së bashku. Çdo person numërohet një herë, pavarësisht numrit të rasteve ose shërbimeve, "
        "sipas gjendjes në ndihmën e parë.",
    },
    unit="person",
    facts=("people_assisted",),
    dimensions=(CITIZENSHIP_GROUP,),
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count people assisted by citizenship.

    Units: people, each counted once, at first assistance.
    Shape: one row for each group that occurs.
    Errors: none; an empty code counts as unknown.
    Source: case records of the organisation.
    """
    return count_people(tables["people_assisted"], ["citizenship_group"])
