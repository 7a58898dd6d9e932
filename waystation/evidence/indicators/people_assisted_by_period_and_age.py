"""Count people assisted by period of first assistance, children and adults."""

from typing import Any

from waystation.evidence.counting import count_people, window
from waystation.evidence.dimensions import CHILD_ADULT, PERIOD
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_assisted_by_period_and_age",
    version=1,
    names={
        "en": "People assisted by period, children and adults",
        "mk": "Лица со поддршка по период, деца и возрасни",
        "sq": "Persona të ndihmuar sipas periudhës, fëmijë dhe të rritur",
    },
    definitions={
        "en": "People whom the shelter or the social work programme began to assist, in windows of four years "
        "because single years hold too few people. Each person is counted once, however many cases or "
        "services followed, in the state recorded at first assistance.",
        "mk": "Лица на кои засолништето или програмата за социјална работа почнале да им помагаат, во периоди "
        "од по четири години затоа што една година опфаќа премалку лица. Секое лице се брои еднаш, без "
        "оглед на бројот на случаи или услуги, според состојбата при првата поддршка.",
        "sq": "Persona që strehimorja ose programi i punës sociale filloi t'i ndihmojë, në periudha "
        "katërvjeçare sepse një vit i vetëm përfshin shumë pak persona. Çdo person numërohet një herë, "
        "pavarësisht numrit të rasteve ose shërbimeve, sipas gjendjes në ndihmën e parë.",
    },
    unit="person",
    facts=("people_assisted",),
    dimensions=(PERIOD, CHILD_ADULT),
    years=4,
)


def compute(tables: Tables) -> Any:
    """Count people assisted by period of first assistance, children and adults.

    Units: people, each counted once, at first assistance.
    Shape: one row for each window of four years (2001–2004 and so on) and age group.
    Errors: none; an empty age counts as unknown.
    Source: case records of the organisation.
    """
    people = tables["people_assisted"]
    return count_people(people, ["period", "child_adult"], period=window(people.first_year, first=2001, width=4))
