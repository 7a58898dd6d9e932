"""List what was printed about people reached by prevention in North Macedonia."""

from typing import Any

from waystation.evidence.counting import printed
from waystation.evidence.dimensions import YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATORS = ("prevention_participants", "prevention_workshop_participants", "training_participants")

INDICATOR = Indicator(
    code="published_prevention_reach",
    version=1,
    names={
        "en": "People reached by prevention, as published",
        "mk": "Лица опфатени со превенција, како што е објавено",
        "sq": "Persona të përfshirë në parandalim, siç është publikuar",
    },
    definitions={
        "en": "Published numbers of participants of prevention against trafficking in North Macedonia, each in "
        "the words of its source. They are single events, not a whole, and are not to be added.",
        "mk": "Објавени бројки за учесници во превенција од трговија со луѓе во Северна Македонија, секоја со "
        "зборовите на изворот. Тоа се поединечни настани, а не целина, и не се собираат.",
        "sq": "Numra të publikuar të pjesëmarrësve në parandalimin e trafikimit në Maqedoninë e Veriut, secili "
        "me fjalët e burimit. Janë ngjarje të veçanta, jo një tërësi, dhe nuk mblidhen.",
    },
    unit="person",
    facts=("published_figures",),
    dimensions=(YEAR,),
    years=0,
    origin="published",
)


def compute(tables: Tables) -> Any:
    """List what was printed about people reached by prevention in North Macedonia.

    Units: people, as printed.
    Shape: one row for each period and source; the period stands in `year`, the source says which event.
    Errors: none; a print without a single number keeps its words and its interval.
    Source: figure ledger; press and reports, as named in each row.
    """
    figures = tables["published_figures"]
    about = figures.filter(figures.area == "MK", figures.indicator.isin(INDICATORS))
    return printed(about, year=about.period, source=about.source + " (" + about.detail + ")")
