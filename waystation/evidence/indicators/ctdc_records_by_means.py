"""Count CTDC case records by means of control."""

from typing import Any

from waystation.evidence.counting import count_several
from waystation.evidence.dimensions import MEANS
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="ctdc_records_by_means",
    version=1,
    names={
        "en": "Case records by means of control",
        "mk": "Записи за случаи по средство на контрола",
        "sq": "Rekorde rastesh sipas mjetit të kontrollit",
    },
    definitions={
        "en": "Case records with at least one known means of control. A record may stand under several, so the "
        "parts add up to more than the total and the shares to more than 100 percent. Records of the "
        "Counter-Trafficking Data Collaborative; a record is a case known to its partners, not an "
        "estimate of how many people are trafficked.",
        "mk": "Записи со барем еден познат податок за средство на контрола. Еден запис може да стои кај повеќе, "
        "па збирот на деловите е поголем од вкупниот број, а уделите надминуваат 100 проценти. Записи на "
        "Counter-Trafficking Data Collaborative; запис е случај познат на нејзините партнери, а не "
        "проценка на бројот на тргувани лица.",
        "sq": "Rekorde me të paktën një të dhënë të njohur sipas mjetit të kontrollit. Një rekord mund të "
        "qëndrojë te disa, prandaj pjesët e kalojnë totalin dhe përqindjet e kalojnë 100. Të dhëna të "
        "Counter-Trafficking Data Collaborative; një rekord është një rast i njohur nga partnerët, jo "
        "vlerësim i numrit të personave të trafikuar.",
    },
    unit="case",
    facts=("case_records",),
    dimensions=(MEANS,),
    counted="case records with a known means",
    several="means",
    shares=True,
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count CTDC case records by means of control.

    Units: case records with at least one known means of control; each once under each and once in the total.
    Shape: one row for each means of control, and the total.
    Errors: none; records without a known one are left out.
    Source: Global K-anonymised dataset of the Counter-Trafficking Data Collaborative (CTDC);
        percentage rule of its codebook.
    """
    return count_several(tables["case_records"], "means", "means_of_control")
