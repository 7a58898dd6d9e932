"""Count people assisted by sex, children and adults."""

from typing import Any

from waystation.evidence.counting import count_people
from waystation.evidence.dimensions import CHILD_ADULT, SEX
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_assisted_by_sex_and_age",
    version=1,
    names={
        "en": "People assisted by sex, children and adults",
        "mk": "Лица со поддршка по пол, деца и возрасни",
        "sq": "Persona të ndihmuar sipas gjinisë, fëmijë dhe të rritur",
    },
    definitions={
        "en": "People assisted by the shelter or the social work programme, all years together. Each person is "
        "counted once, however many cases or services followed, in the state recorded at first "
        "assistance.",
        "mk": "Лица со поддршка од засолништето или програмата за социјална работа, сите години заедно. Секое "
        "лице се брои еднаш, без оглед на бројот на случаи или услуги, според состојбата при првата "
        "поддршка.",
        "sq": "Persona të ndihmuar nga strehimorja ose programi i punës sociale, të gjitha vitet së bashku. Çdo "
        "person numërohet një herë, pavarësisht numrit të rasteve ose shërbimeve, sipas gjendjes në "
        "ndihmën e parë.",
    },
    unit="person",
    facts=("people_assisted",),
    dimensions=(SEX, CHILD_ADULT),
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count people assisted by sex, children and adults.

    Units: people, each counted once, at first assistance.
    Shape: one row for each sex and age group that occur.
    Errors: none; an empty code counts as unknown.
    Source: case records of the organisation.
    """
    return count_people(tables["people_assisted"], ["sex", "child_adult"])
