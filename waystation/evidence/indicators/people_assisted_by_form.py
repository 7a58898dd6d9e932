"""Count people assisted by form of exploitation."""

from typing import Any

from waystation.evidence.counting import count_several
from waystation.evidence.dimensions import FORM
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="people_assisted_by_form",
    version=1,
    names={
        "en": "People assisted by form of exploitation",
        "mk": "Лица со поддршка по облик на експлоатација",
        "sq": "Persona të ndihmuar sipas formës së shfrytëzimit",
    },
    definitions={
        "en": "People assisted whose form of exploitation is known, all years together. A person exploited in "
        "several ways stands under each of them, so the parts add up to more than the total; the shares "
        "follow the same rule.",
        "mk": "Лица со поддршка чиј облик на експлоатација е познат, сите години заедно. Лице експлоатирано на "
        "повеќе начини се брои кај секој од нив, па збирот на деловите е поголем од вкупниот број; "
        "уделите го следат истото правило.",
        "sq": "Persona të ndihmuar, forma e shfrytëzimit të të cilëve dihet, të gjitha vitet së bashku. Një "
        "person i shfrytëzuar në disa mënyra numërohet te secila prej tyre, prandaj pjesët së bashku e "
        "kalojnë totalin; përqindjet ndjekin të njëjtin rregull.",
    },
    unit="person",
    facts=("people_assisted",),
    dimensions=(FORM,),
    counted="people with a known form",
    several="form",
    shares=True,
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count people assisted by form of exploitation.

    Units: people with at least one known form; each counted once under each form and once in the total.
    Shape: one row for each form, and the total.
    Errors: none; people without a known form are left out.
    Source: case records; percentage rule of the CTDC codebook.
    """
    return count_several(tables["people_assisted"], "form", "exploitation_forms")
