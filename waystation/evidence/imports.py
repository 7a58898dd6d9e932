"""What evidence takes in: published figures into the ledger, and cases of others' data sets."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from waystation.core.importing.storing import known_keys, store_many, take_back
from waystation.core.importing.targets import Field, Flags, Row
from waystation.core.models import ImportRun, Organisation, User
from waystation.core.rights import Right
from waystation.evidence.models import CaseRecord, LedgerFigure
from waystation.evidence.models.ledger import cell_of


class LedgerTarget:
    """Figures that others published."""

    code = "ledger"
    label = _("Published figures")
    right = Right.IMPORT_FIGURES
    fields = (
        Field("indicator", _("Indicator"), "text", required=True, longest=100, synonyms=("показател", "tregues")),
        Field(
            "area", _("Country or area"), "text", codes="country", longest=100, synonyms=("country", "држава", "vend")
        ),
        Field("period", _("Period"), "period", synonyms=("year", "година", "viti", "vit")),
        Field("breakdown", _("Break-down"), "breakdown", synonyms=("disaggregation",)),
        Field("value", _("Value"), "figure", required=True, longest=200, synonyms=("figure", "број", "vlera")),
        Field("unit", _("Unit"), "text", longest=40),
        Field("source_title", _("Source"), "text", required=True, longest=500, synonyms=("извор", "burimi")),
        Field("edition", _("Edition"), "text", longest=40, synonyms=("source year",)),
        Field("publisher", _("Publisher"), "text", longest=200),
        Field("note", _("Note"), "text", longest=1000, synonyms=("забелешка", "shënim")),
    )

    def write(self, rows: Iterable[Row], run: ImportRun, by: User | None) -> int:  # noqa: ARG002  the run says by whom
        return store_many(LedgerFigure, rows, lambda row: _figure(row, run))

    def existing_keys(self, keys: Sequence[str], organisation: Organisation) -> set[str]:
        return known_keys(LedgerFigure, keys, organisation)

    def undo(self, run: ImportRun, by: User | None) -> int:  # noqa: ARG002  the run says by whom
        return take_back(LedgerFigure, run)


class CaseRecordTarget:
    """Cases of data sets such as CTDC."""

    code = "case_records"
    label = _("Cases of other data sets")
    right = Right.IMPORT_FIGURES
    fields = (
        Field("dataset", _("Data set"), "text", required=True, longest=40),
        Field("source_kind", _("Kind of source"), "text", longest=20),
        Field("period", _("Year of registration"), "period"),
        Field("sex", _("Sex"), "code", codes="sex"),
        Field("age_band", _("Age band"), "code", codes="age_band"),
        Field("child_adult", _("Child or adult"), "code", codes="child_adult"),
        Field("child_adult_when_exploited", _("Child or adult when exploited"), "code", codes="child_adult"),
        Field("child_adult_at_entry", _("Child or adult at entry"), "code", codes="child_adult"),
        Field("citizenship", _("Citizenship"), "code", codes="country"),
        Field("country_of_exploitation", _("Country of exploitation"), "code", codes="country"),
        Field("exploitation", _("Forms of exploitation"), "flags", codes="exploitation_form"),
        Field("means", _("Means of control"), "flags", codes="means_of_control"),
        Field("labour", _("Sectors of labour exploitation"), "flags", codes="labour_sector"),
        Field("sexual", _("Types of sexual exploitation"), "flags", codes="sexual_exploitation_type"),
        Field("recruiter", _("Relation to the recruiter"), "flags", codes="recruiter_relation"),
        Field("abducted", _("Abducted"), "boolean"),
        Field("region_of_origin", _("Region of origin"), "text", longest=40),
        Field("region_of_exploitation", _("Region of exploitation"), "text", longest=40),
        Field("perpetrators", _("Perpetrators"), "breakdown"),
    )

    def write(self, rows: Iterable[Row], run: ImportRun, by: User | None) -> int:  # noqa: ARG002  the run says by whom
        return store_many(CaseRecord, rows, lambda row: _case_record(row, run))

    def existing_keys(self, keys: Sequence[str], organisation: Organisation) -> set[str]:
        return known_keys(CaseRecord, keys, organisation)

    def undo(self, run: ImportRun, by: User | None) -> int:  # noqa: ARG002  the run says by whom
        return take_back(CaseRecord, run)


TARGETS = (LedgerTarget(), CaseRecordTarget())
PLAIN = ("dataset", "source_kind", "region_of_origin", "region_of_exploitation")
CODED = (
    "sex",
    "age_band",
    "child_adult",
    "child_adult_when_exploited",
    "child_adult_at_entry",
    "citizenship",
    "country_of_exploitation",
)
FLAGGED = ("exploitation", "means", "labour", "sexual", "recruiter")
NOTHING_SAID = Flags()


def _figure(row: Row, run: ImportRun) -> dict[str, Any]:
    values = row.values
    period, value = values.get("period"), values["value"]
    printed = period.text if period else ""
    breakdown = values.get("breakdown") or {}
    area = values.get("area", "")
    return {
        **_of_run(row, run),
        "cell": cell_of(values["indicator"], area, printed, breakdown),
        "indicator": values["indicator"],
        "area": area,
        "period": printed,
        "starts_on": period.start if period else None,
        "ends_on": period.end if period else None,
        "breakdown": breakdown,
        "value_text": value.text,
        "low": value.low,
        "high": value.high,
        "source_title": values["source_title"],
        **{name: values.get(name, "") for name in ("unit", "edition", "publisher", "note")},
    }


def _case_record(row: Row, run: ImportRun) -> dict[str, Any]:
    values = row.values
    period = values.get("period")
    record = {
        **_of_run(row, run),
        "year": period.start.year if period and period.start.year == period.end.year else None,
        "period": period.text if period else "",
        "abducted": values.get("abducted"),
        "perpetrators": values.get("perpetrators") or {},
        **{name: values.get(name) or "" for name in (*PLAIN, *CODED)},
    }
    for name in FLAGGED:
        answer = values.get(name) or NOTHING_SAID
        record[name], record[f"{name}_no"] = ";".join(answer.yes), ";".join(answer.no)
    return record


def _of_run(row: Row, run: ImportRun) -> dict[str, Any]:
    return {"organisation_id": run.organisation_id, "import_run_id": run.pk, "row_key": row.key}
