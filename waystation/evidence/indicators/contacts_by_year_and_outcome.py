"""Count contacts of the SOS line by year and outcome."""

from typing import Any

from waystation.evidence.counting import count_rows
from waystation.evidence.dimensions import OUTCOME, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="contacts_by_year_and_outcome",
    version=1,
    names={
        "en": "Contacts with the SOS line by year and outcome",
        "mk": "Контакти со СОС линијата по година и исход",
        "sq": "Kontaktet me linjën SOS sipas vitit dhe rezultatit",
    },
    definitions={
        "en": "Every conversation with the SOS line, by the year in which it took place and what came of it. "
        "One person may make several contacts; silent calls and wrong numbers are included.",
        "mk": "Секој разговор со СОС линијата, според годината и исходот. Едно лице може да се јави повеќе "
        "пати; вклучени се и неми и погрешни повици.",
        "sq": "Çdo bisedë me linjën SOS, sipas vitit dhe rezultatit. Një person mund të kontaktojë disa herë; "
        "përfshihen edhe thirrjet e heshtura dhe të gabuara.",
    },
    unit="contact",
    facts=("contacts",),
    dimensions=(YEAR, OUTCOME),
    counted="contacts",
)


def compute(tables: Tables) -> Any:
    """Count contacts of the SOS line by year and outcome.

    Units: contacts; they are themselves what is protected.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: records of the SOS line.
    """
    return count_rows(tables["contacts"], ["year", "outcome"])
