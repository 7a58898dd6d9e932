"""What statistics may see of evidence's own tables: others' case records and published figures, both public already."""

import json
from collections.abc import Iterator

from waystation.core.facts import Column, FactTable
from waystation.core.models import Organisation
from waystation.core.sealing.opaque import opaque
from waystation.evidence.models import CaseRecord, LedgerFigure

BATCH_ROWS = 10_000
ORGANISATION = Column("organisation", "code", meaning="Stable code of the organisation that imported the row.")
OF_CASES = (
    "dataset", "source_kind", "year", "sex", "age_band", "child_adult", "citizenship", "country_of_exploitation",
)  # fmt: skip
CODES_OF_CASES = ("exploitation", "means")
OF_FIGURES = ("indicator", "area", "period", "value_text", "low", "high", "unit", "source_title", "edition")


def case_records() -> Iterator[tuple[object, ...]]:
    """Yield one row for each case record."""
    whose = _organisations()
    rows = CaseRecord.objects.values_list("organisation_id", *OF_CASES, *CODES_OF_CASES)
    for organisation, *single, exploitation, means in rows.iterator(BATCH_ROWS):
        yield whose[organisation], *(value or None for value in single), _codes(exploitation), _codes(means)


def published_figures() -> Iterator[tuple[object, ...]]:
    """Yield one row for each figure in the ledger."""
    whose = _organisations()
    rows = LedgerFigure.objects.values_list("organisation_id", "starts_on", "ends_on", "breakdown", *OF_FIGURES)
    for organisation, starts_on, ends_on, breakdown, *single in rows.iterator(BATCH_ROWS):
        year = starts_on.year if starts_on and ends_on and starts_on.year == ends_on.year else None
        named = {name: value for name, value in breakdown.items() if name != "detail"}
        yield (
            whose[organisation],
            year,
            breakdown.get("detail"),
            json.dumps(named, ensure_ascii=False, sort_keys=True),
            *single,
        )


def _organisations() -> dict[int, str]:
    return {pk: opaque(str(code), "organisation") for pk, code in Organisation.objects.values_list("pk", "code")}


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(";")) if joined else ()


TABLES = (
    FactTable(
        "case_records",
        "case",
        (
            ORGANISATION,
            Column("dataset", "code", meaning="The data set and edition."),
            Column("source", "code", meaning="How the case became known: case_management or hotline."),
            Column("year", "integer", meaning="Year of registration."),
            Column("sex", "code", "sex"),
            Column("age_band", "code", "age_band"),
            Column("child_adult", "code", "child_adult"),
            Column("citizenship", "code", "country"),
            Column("country_of_exploitation", "code", "country"),
            Column("exploitation_forms", "codes", "exploitation_form"),
            Column("means_of_control", "codes", "means_of_control"),
        ),
        case_records,
    ),
    FactTable(
        "published_figures",
        "figure",
        (
            ORGANISATION,
            Column("year", "integer", meaning="The calendar year, when the period lies within one."),
            Column("detail", "code", meaning="Words of the break-down that name no dimension, such as total."),
            Column("breakdown", "code", meaning="The other dimensions and their values, in canonical JSON."),
            Column("indicator", "code"),
            Column("area", "code", "country"),
            Column("period", "code", meaning="The period as printed."),
            Column("text", "code", meaning="The value as printed."),
            Column("low", "decimal", meaning="The least the print may mean."),
            Column("high", "decimal", meaning="The most the print may mean."),
            Column("unit", "code"),
            Column("source", "code", meaning="Title of the publication."),
            Column("edition", "code"),
        ),
        published_figures,
    ),
)
