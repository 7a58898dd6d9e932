"""Count contacts of the SOS line by year and channel."""

from typing import Any

from waystation.evidence.counting import count_rows
from waystation.evidence.dimensions import CHANNEL, YEAR
from waystation.evidence.indicator import Indicator, Tables

INDICATOR = Indicator(
    code="contacts_by_year_and_channel",
    version=1,
    names={
        "en": "Contacts with the SOS line by year and channel",
        "mk": "Контакти со СОС линијата по година и канал",
        "sq": "Kontaktet me linjën SOS sipas vitit dhe kanalit",
    },
    definitions={
        "en": "Every conversation with the SOS line, by the year in which it took place and the way it came. "
        "One person may make several contacts; silent calls and wrong numbers are included.",
        "mk": "Секој разговор со СОС линијата, според годината и начинот на јавување. Едно лице може да се јави "
        "повеќе пати; вклучени се и неми и погрешни повици.",
        "sq": "Çdo bisedë me linjën SOS, sipas vitit dhe mënyrës së kontaktit. Një person mund të kontaktojë "
        "disa herë; përfshihen edhe thirrjet e heshtura dhe të gabuara.",
    },
    unit="contact",
    facts=("contacts",),
    dimensions=(YEAR, CHANNEL),
    counted="contacts",
)


def compute(tables: Tables) -> Any:
    """Count contacts of the SOS line by year and channel.

    Units: contacts; they are themselves what is protected.
    Shape: one row for each year and code that occur.
    Errors: none; an empty code counts as unknown.
    Source: records of the SOS line.
    """
    return count_rows(tables["contacts"], ["year", "channel"])
