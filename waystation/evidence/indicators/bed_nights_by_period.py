"""Add up nights in the shelter by period."""

from typing import Any

from waystation.evidence.counting import add_up, window
from waystation.evidence.dimensions import CHILD_ADULT, PERIOD
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="bed_nights_by_period",
    version=1,
    names={
        "en": "Nights in the shelter by period",
        "mk": "Ноќевања во засолништето по период",
        "sq": "Net në strehimore sipas periudhës",
    },
    definitions={
        "en": "Nights that began in the shelter, in windows of four years, children and adults. A number is "
        "withheld when fewer than five people stand behind it, however many nights it counts.",
        "mk": "Ноќевања што почнале во засолништето, во периоди од по четири години, деца и возрасни. Бројот "
        "не се прикажува кога зад него стојат помалку од пет лица, без оглед на бројот на ноќи.",
        "sq": "Netët që filluan në strehimore, në periudha katërvjeçare, fëmijë dhe të rritur. Numri nuk "
        "tregohet kur pas tij qëndrojnë më pak se pesë persona, sado net të jenë.",
    },
    unit="bed_night",
    facts=("bed_nights",),
    dimensions=(PERIOD, CHILD_ADULT),
    counted="bed_nights",
    years=4,
)


def compute(tables: Tables) -> Any:
    """Add up nights in the shelter by period.

    Units: nights; people are the distinct people who stayed.
    Shape: one row for each window and age group, and margins with their distinct people.
    Errors: none; an empty age counts as unknown.
    Source: stays in the shelter.
    """
    stays = tables["bed_nights"]
    return add_up(stays, "nights", ["period", "child_adult"], period=window(stays.year, first=2001, width=4))
