"""List asylum applications in North Macedonia in a year, as printed."""

from typing import Any

from waystation.evidence.counting import printed
from waystation.evidence.dimensions import YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="published_asylum_applications",
    version=1,
    names={
        "en": "Asylum applications in North Macedonia, as published",
        "mk": "Барања за азил во Северна Македонија, како што е објавено",
        "sq": "Kërkesa për azil në Maqedoninë e Veriut, siç janë publikuar",
    },
    definitions={
        "en": "Applications for asylum made in North Macedonia in a calendar year, as UNHCR printed them.",
        "mk": "Барања за азил поднесени во Северна Македонија во една календарска година, како што ги објавил УНХЦР.",
        "sq": "Kërkesa për azil të bëra në Maqedoninë e Veriut në një vit kalendarik, siç i publikoi UNHCR.",
    },
    unit="person",
    facts=("published_figures",),
    dimensions=(YEAR,),
    years=1,
    origin="published",
)


def compute(tables: Tables) -> Any:
    """List asylum applications in North Macedonia in a year, as printed.

    Units: people applying, as printed.
    Shape: one row for each year and source.
    Errors: none; a print without a single number keeps its words and its interval.
    Source: figure ledger; UNHCR Refugee Population Statistics Database.
    """
    figures = tables["published_figures"]
    return printed(
        figures.filter(
            figures.area == "MK",
            figures.indicator == "unhcr_asylum_applications",
            figures.detail == "total",
            figures.year.notnull(),
        )
    )
