"""List the victims detected in North Macedonia in a year, as each source printed it."""

from typing import Any

from waystation.evidence.counting import printed
from waystation.evidence.dimensions import YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATORS = ("victims_identified", "unodc_detected_victims")
ALL_TOGETHER = ("{}", '{"age": "Total", "sex": "Total"}')
PART_OF_YEAR = ("total, 11 months", "to October", "to 5 December")
FAMILIES = {
    "US Department of State, Trafficking in Persons Reports": ("US Department of State", "meta.mk, summary of TIP"),
    "Statements of officials in the press, some for part of the year (meta.mk, civil.today, Nova Makedonija)": (
        "meta.mk, regional workshop",
        "civil.today",
        "Nova Makedonija",
    ),
}

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
    Shape: one row for each year, publisher and printed number.
    Errors: none; a print without a single number keeps its words and its interval.
    Source: figure ledger; UNODC, US Department of State, GRETA and press, as named in each row.
    """
    figures = tables["published_figures"]
    whole = figures.filter(
        figures.area == "MK",
        figures.indicator.isin(INDICATORS),
        figures.breakdown.isin(ALL_TOGETHER),
        figures.detail.isin(("total", *PART_OF_YEAR)),
        figures.year.notnull(),
    )
    return (
        printed(whole, source=_family(whole))
        .select("year", "value", "people", "text", "low", "high", "source")
        .distinct()
    )


def _family(whole: Any) -> Any:
    """Name reports of one publisher together, and say of the others when they cover part of a year."""
    import ibis

    remark = ibis.ifelse(whole.detail.isin(PART_OF_YEAR), " (" + whole.detail + ")", "")
    members = [(start, family) for family, starts in FAMILIES.items() for start in starts]
    named = [(whole.source.startswith(start), family) for start, family in members]
    return ibis.cases(*named, else_=whole.source + remark)
