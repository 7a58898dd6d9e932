"""Count CTDC case records by sex, children and adults."""

from typing import Any

from waystation.evidence.counting import count_rows
from waystation.evidence.dimensions import CHILD_ADULT, SEX
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="ctdc_records_by_sex_and_age",
    version=1,
    names={
        "en": "Case records by sex, children and adults",
        "mk": "Записи за случаи по пол, деца и возрасни",
        "sq": "Rekorde rastesh sipas gjinisë, fëmijë dhe të rritur",
    },
    definitions={
        "en": "Case records by sex, children and adults. Records of the Counter-Trafficking Data Collaborative; "
        "a record is a case known to its partners, not an estimate of how many people are trafficked.",
        "mk": "Записи за случаи по пол, деца и возрасни. Записи на Counter-Trafficking Data Collaborative; "
        "запис е случај познат на нејзините партнери, а не проценка на бројот на тргувани лица.",
        "sq": "Rekorde rastesh sipas gjinisë, fëmijë dhe të rritur. Të dhëna të Counter-Trafficking Data "
        "Collaborative; një rekord është një rast i njohur nga partnerët, jo vlerësim i numrit të "
        "personave të trafikuar.",
    },
    unit="case",
    facts=("case_records",),
    dimensions=(SEX, CHILD_ADULT),
    counted="case records",
    years=0,
)


def compute(tables: Tables) -> Any:
    """Count CTDC case records by sex, children and adults.

    Units: case records.
    Shape: one row for each combination that occurs.
    Errors: none; an empty code counts as unknown.
    Source: Global K-anonymised dataset of the Counter-Trafficking Data Collaborative (CTDC).
    """
    return count_rows(tables["case_records"], ["sex", "child_adult"])
