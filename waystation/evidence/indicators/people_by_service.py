"""Count people by the services they received."""

from typing import Any

from waystation.evidence.counting import count_people
from waystation.evidence.dimensions import SERVICE
from waystation.evidence.indicator import TOTAL, Indicator, Tables

INDICATOR = Indicator(
    code="people_by_service",
    version=1,
    names={
        "en": "People by services received",
        "mk": "Лица по примени услуги",
        "sq": "Persona sipas shërbimeve të marra",
    },
    definitions={
        "en": "People who received at least one service, by kind of service, all years together. A person who "
        "received several kinds stands under each, so the parts add up to more than the total.",
        "mk": "Лица што добиле барем една услуга, по вид услуга, сите години заедно. Лице што добило повеќе "
        "видови се брои кај секој од нив, па збирот на деловите е поголем од вкупниот број.",
        "sq": "Persona që morën të paktën një shërbim, sipas llojit të shërbimit, të gjitha vitet së bashku. "
        "Një person që mori disa lloje numërohet te secili, prandaj pjesët së bashku e kalojnë totalin.",
    },
    unit="person",
    facts=("services",),
    dimensions=(SERVICE,),
    counted="people with a service",
    several="service_type",
    shares=True,
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count people by the services they received.

    Units: distinct people with at least one service.
    Shape: one row for each kind of service, and the total.
    Errors: none; a service without a kind counts as unknown.
    Source: services recorded in cases.
    """
    import ibis

    services = tables["services"]
    each = count_people(services, ["service_type"])
    everybody = count_people(services, ["service_type"], service_type=ibis.literal(TOTAL))
    return each.union(everybody)
