"""List what was printed about people who called helplines in North Macedonia."""

from typing import Any

from waystation.evidence.counting import printed
from waystation.evidence.dimensions import YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATORS = ("sos_helpline_callers", "other_helpline_calls", "other_helpline_initial_contacts")

INDICATOR = Indicator(
    code="published_helpline_callers",
    version=1,
    names={
        "en": "People who called helplines, as published",
        "mk": "Лица што се јавиле на линии за помош, како што е објавено",
        "sq": "Persona që telefonuan në linjat e ndihmës, siç është publikuar",
    },
    definitions={
        "en": "Published numbers of people who called the SOS line against trafficking, and of contacts with "
        "other helplines, each for the period and in the words of its source. They count different things "
        "and are not to be added.",
        "mk": "Објавени бројки за лица што се јавиле на СОС линијата против трговија со луѓе и за контакти со "
        "други линии, секоја за периодот и со зборовите на изворот. Тие бројат различни работи и не се "
        "собираат.",
        "sq": "Numra të publikuar të personave që telefonuan në linjën SOS kundër trafikimit dhe të kontakteve "
        "me linja të tjera, secili për periudhën dhe me fjalët e burimit. Ata numërojnë gjëra të ndryshme "
        "dhe nuk mblidhen.",
    },
    unit="person",
    facts=("published_figures",),
    dimensions=(YEAR,),
    years=0,
    origin="published",
)


def compute(tables: Tables) -> Any:
    """List what was printed about people who called helplines in North Macedonia.

    Units: people or contacts, as printed.
    Shape: one row for each period and source; the period stands in `year`, the source says what it counted.
    Errors: none; a print without a single number keeps its words and its interval.
    Source: figure ledger; press and the helplines' own reports, as named in each row.
    """
    figures = tables["published_figures"]
    about = figures.filter(figures.area == "MK", figures.indicator.isin(INDICATORS))
    return printed(about, year=about.period, source=about.source + " (" + about.detail + ")")
