"""Count services by period and kind."""

from typing import Any

from waystation.evidence.counting import add_up, window
from waystation.evidence.dimensions import PERIOD, SERVICE
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="services_by_period_and_type",
    version=1,
    names={
        "en": "Services given by period and kind",
        "mk": "Дадени услуги по период и вид",
        "sq": "Shërbime të dhëna sipas periudhës dhe llojit",
    },
    definitions={
        "en": "Services given to people assisted, in windows of four years. One person receives many services; "
        "a number is withheld when fewer than five people stand behind it, however many services it "
        "counts.",
        "mk": "Услуги дадени на лица со поддршка, во периоди од по четири години. Едно лице добива многу "
        "услуги; бројот не се прикажува кога зад него стојат помалку од пет лица.",
        "sq": "Shërbime të dhëna personave të ndihmuar, në periudha katërvjeçare. Një person merr shumë "
        "shërbime; numri nuk tregohet kur pas tij qëndrojnë më pak se pesë persona.",
    },
    unit="service",
    facts=("services",),
    dimensions=(PERIOD, SERVICE),
    counted="services",
    years=4,
)


def compute(tables: Tables) -> Any:
    """Count services by period and kind.

    Units: services; people are the distinct people who received them.
    Shape: one row for each window and kind of service, and margins with their distinct people.
    Errors: none; a service without a kind counts as unknown.
    Source: services recorded in cases.
    """
    services = tables["services"]
    return add_up(services, "one", ["period", "service_type"], one=1, period=window(services.year, first=2001, width=4))
