"""List the victims detected in North Macedonia in a year, as each source printed it."""

from typing import Any

from waystation.evidence.counting import printed
from waystation.evidence.dimensions import YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATORS = ("victims_identified", "unodc_detected_victims")
ALL_TOGETHER = ("{}", '{"age": "Total", "sex": "Total"}')
PART_OF_YEAR = ("total, 11 months", "to October", "to 5 December")

INDICATOR = Indicator(
    code="published_detected_victims",
    version=1,
    names={
        "en": "Detected victims of trafficking in North Macedonia, as published",
        "mk": "Откриени жртви на трговија со луѓе во Северна Македонија, како што е објавено",
        "sq": "Viktima të zbuluara të trafikimit në Maqedoninë e Veriut, siç janë publikuar",
    },
    definitions={
        "en": "Victims identified or detected in a calendar year, as each source printed it, beside one "
        "another. Sources count differently and contradict each other; none is corrected here. Figures "
        "for part of a year say so in the source.",
        "mk": "Жртви идентификувани или откриени во една календарска година, како што објавил секој извор, едни "
        "до други. Изворите бројат различно и си противречат; тука ништо не се поправа. Бројките за дел "
        "од годината го кажуваат тоа кај изворот.",
        "sq": "Viktima të identifikuara ose të zbuluara në një vit kalendarik, siç i publikoi çdo burim, pranë "
        "njëri-tjetrit. Burimet numërojnë ndryshe dhe e kundërshtojnë njëri-tjetrin; këtu asgjë nuk "
        "korrigjohet. Shifrat për një pjesë të vitit e thonë këtë te burimi.",
    },
    unit="person",
    facts=("published_figures",),
    dimensions=(YEAR,),
    years=1,
    origin="published",
)


def compute(tables: Tables) -> Any:
    """List the victims detected in North Macedonia in a year, as each source printed it.

    Units: people, as printed.
    Shape: one row for each year and source.
    Errors: none; a print without a single number keeps its words and its interval.
    Source: figure ledger; UNODC, US Department of State, GRETA and press, as named in each row.
    """
    import ibis

    figures = tables["published_figures"]
    whole = figures.filter(
        figures.area == "MK",
        figures.indicator.isin(INDICATORS),
        figures.breakdown.isin(ALL_TOGETHER),
        figures.detail.isin(("total", *PART_OF_YEAR)),
        figures.year.notnull(),
    )
    remark = ibis.ifelse(whole.detail.isin(PART_OF_YEAR), " (" + whole.detail + ")", "")
    return printed(whole, source=whole.source + remark)
