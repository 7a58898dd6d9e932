"""Count people assisted by means of control."""

from typing import Any

from waystation.evidence.counting import count_several
from waystation.evidence.dimensions import MEANS
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_assisted_by_means",
    version=1,
    names={
        "en": "People assisted by means of control",
        "mk": "Лица со поддршка по средство на контрола",
        "sq": "Persona të ndihmuar sipas mjetit të kontrollit",
    },
    definitions={
        "en": "People assisted for whom at least one means of control is known, all years together. Several "
        "means are counted each, so the parts add up to more than the total.",
        "mk": "Лица со поддршка кај кои е познато барем едно средство на контрола, сите години заедно. Повеќе "
        "средства се бројат секое посебно, па збирот на деловите е поголем од вкупниот број.",
        "sq": "Persona të ndihmuar për të cilët dihet të paktën një mjet kontrolli, të gjitha vitet së bashku. "
        "Disa mjete numërohen secili veç e veç, prandaj pjesët së bashku e kalojnë totalin.",
    },
    unit="person",
    facts=("people_assisted",),
    dimensions=(MEANS,),
    counted="people with a known means",
    several="means",
    shares=True,
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count people assisted by means of control.

    Units: people with at least one known means; each counted once under each means and once in the total.
    Shape: one row for each means, and the total.
    Errors: none; people without a known means are left out.
    Source: case records; percentage rule of the CTDC codebook.
    """
    return count_several(tables["people_assisted"], "means", "means_of_control")
