"""Count contacts of the SOS line by year and topic."""

from typing import Any

from waystation.evidence.counting import count_rows
from waystation.evidence.dimensions import TOPIC, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="contacts_by_year_and_topic",
    version=1,
    names={
        "en": "Contacts with the SOS line by year and topic",
        "mk": "Контакти со СОС линијата по година и тема",
        "sq": "Kontaktet me linjën SOS sipas vitit dhe temës",
    },
    definitions={
        "en": "Every conversation with the SOS line, by the year in which it took place and its main topic. One "
        "person may make several contacts; silent calls and wrong numbers are included.",
        "mk": "Секој разговор со СОС линијата, според годината и главната тема. Едно лице може да се јави "
        "повеќе пати; вклучени се и неми и погрешни повици.",
        "sq": "Çdo bisedë me linjën SOS, sipas vitit dhe temës kryesore. Një person mund të kontaktojë disa "
        "herë; përfshihen edhe thirrjet e heshtura dhe të gabuara.",
    },
    unit="contact",
    facts=("contacts",),
    dimensions=(YEAR, TOPIC),
    counted="contacts",
)


def compute(tables: Tables) -> Any:
    """Count contacts of the SOS line by year and topic.

    Units: contacts; they are themselves what is protected.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: records of the SOS line.
    """
    return count_rows(tables["contacts"], ["year", "topic"])
