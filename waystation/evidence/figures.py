"""From facts to counted cells. What stands here is not yet protected and goes nowhere but to `protection`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waystation import vocab
from waystation.core.models import Organisation
from waystation.evidence import engine, snapshots
from waystation.evidence.indicator import TOTAL, Indicator, Tables, indicator
from waystation.evidence.published import Cell, Dimension

Years = tuple[int | None, int | None]
ALL_YEARS: Years = (None, None)
YEAR = re.compile(r"\d{4}")
YEAR_COLUMNS = ("year", "first_year")


@dataclass(frozen=True)
class Count:
    """One counted cell: a code for every break-down, what was counted, and how many people stand behind it."""

    at: tuple[str, ...]
    value: int
    people: int


@dataclass(frozen=True)
class Figures:
    """All cells of one indicator: `counts` of our own records, or `stated` figures of others."""

    indicator: Indicator
    snapshot: snapshots.Snapshot
    period: str
    counts: tuple[Count, ...] = ()
    stated: tuple[Cell, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dimension.code for dimension in self.indicator.dimensions)

    def categories(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of every break-down in the order they are printed; the total is not among them."""
        found: dict[str, tuple[str, ...]] = {}
        for place, dimension in enumerate(self.indicator.dimensions):
            found[dimension.code] = _ordered(dimension, {count.at[place] for count in self.counts} - {TOTAL})
        return found


def compute(code: str, organisation: Organisation) -> Figures:
    """Take a snapshot of the facts the indicator needs and count it; UnknownIndicator names near codes."""
    wanted = indicator(code)
    return count(wanted, snapshots.take(wanted.facts, organisation))


def count(wanted: Indicator, snapshot: snapshots.Snapshot, years: Years = ALL_YEARS) -> Figures:
    """Count the indicator from the snapshot, within the years when some are given."""
    tables = {name: _within(table, years) for name, table in snapshot.tables().items() if name in wanted.facts}
    rows = engine.rows_of(wanted.compute(tables))
    if wanted.origin == "published":
        return Figures(wanted, snapshot, _stated_period(rows), stated=tuple(_stated(wanted, rows)))
    counts = tuple(sorted((_count(wanted, row) for row in rows), key=lambda each: each.at))
    return Figures(wanted, snapshot, period(tables, years), counts)


def period(tables: Tables, years: Years = ALL_YEARS) -> str:
    """Return the years the tables cover, such as 2002–2021."""
    seen = [year for table in tables.values() for year in _first_and_last(table)]
    first = years[0] or min(seen, default=None)
    last = years[1] or max(seen, default=None)
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def _within(table: Any, years: Years) -> Any:
    column = _year_column(table)
    if column is None:
        return table
    first, last = years
    if first is not None:
        table = table.filter(table[column] >= first)
    return table if last is None else table.filter(table[column] <= last)


def _year_column(table: Any) -> str | None:
    return next((name for name in YEAR_COLUMNS if name in table.columns), None)


def _first_and_last(table: Any) -> Iterable[int]:
    column = _year_column(table)
    if column is None:
        return ()
    row = engine.rows_of(table.aggregate(first=table[column].min(), last=table[column].max()))[0]
    return tuple(year for year in row.values() if year is not None)


def _count(wanted: Indicator, row: Mapping[str, Any]) -> Count:
    at = tuple(str(row[dimension.code]) for dimension in wanted.dimensions)
    return Count(at, int(row["value"] or 0), int(row["people"] or 0))


def _stated(wanted: Indicator, rows: Sequence[Mapping[str, Any]]) -> Iterable[Cell]:
    for row in sorted(
        rows, key=lambda row: [str(row[d.code]) for d in wanted.dimensions] + [str(row["source"]), str(row["text"])]
    ):
        at = {dimension.code: str(row[dimension.code]) for dimension in wanted.dimensions}
        value = _whole(row["value"])
        status = "unknown" if value is None and not row["text"] else "shown"
        yield Cell(at, value, status, row["text"] or "", row["low"], row["high"], row["source"] or "")  # type: ignore[arg-type]


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _stated_period(rows: Sequence[Mapping[str, Any]]) -> str:
    years = sorted({year for row in rows for year in YEAR.findall(str(row["year"]))})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _ordered(dimension: Dimension, codes: set[str]) -> tuple[str, ...]:
    if codes and all(code.isdigit() for code in codes) and not dimension.codes:
        return tuple(str(year) for year in range(int(min(codes, key=int)), int(max(codes, key=int)) + 1))
    listed = list(vocab.code_list(dimension.codes).codes) if dimension.codes else []
    order = {code.code: place for place, code in enumerate(listed)}
    return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))
