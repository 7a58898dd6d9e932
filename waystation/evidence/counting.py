"""The few ways indicators count, as portable Ibis: every result has its break-downs, `value` and `people`."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from waystation import vocab
from waystation.evidence.indicator import TOTAL

UNKNOWN = "unknown"


def count_rows(table: Any, by: Sequence[str], **columns: Any) -> Any:
    """Count rows; the rows themselves are what is protected, so each stands for one of `people`."""
    prepared = _prepared(table, by, columns)
    return prepared.group_by(list(by)).agg(value=prepared.count(), people=prepared.count())


def count_people(table: Any, by: Sequence[str], **columns: Any) -> Any:
    """Count distinct people."""
    prepared = _prepared(table, by, columns)
    return prepared.group_by(list(by)).agg(value=prepared.person.nunique(), people=prepared.person.nunique())


def count_events(table: Any, by: Sequence[str], *, people: str) -> Any:
    """Count rows, each an event with so many people at it."""
    prepared = _prepared(table, by, {})
    return prepared.group_by(list(by)).agg(value=prepared.count(), people=_sum(prepared[people]))


def add_up(table: Any, amount: str, by: Sequence[str], **columns: Any) -> Any:
    """Add up an amount; `people` are the distinct people behind each sum.

    The margins come along with the break-down at "Total", because people who return must not be counted twice there.
    """
    import ibis

    margins = [set(left_out) for size in range(len(by) + 1) for left_out in combinations(by, size)]
    prepared = _prepared(table, by, columns)
    tables = []
    for margin in margins:
        there = prepared.mutate(**{name: ibis.literal(TOTAL) for name in margin}) if margin else prepared
        tables.append(there.group_by(list(by)).agg(value=_sum(there[amount]), people=there.person.nunique()))
    return tables[0].union(*tables[1:]) if len(tables) > 1 else tables[0]


def add_up_behind(table: Any, amount: str, by: Sequence[str], *, people: str, **columns: Any) -> Any:
    """Add up an amount with so many people behind each row."""
    prepared = _prepared(table, by, columns)
    return prepared.group_by(list(by)).agg(value=_sum(prepared[amount]), people=_sum(prepared[people]))


def add_up_people(table: Any, amount: str, by: Sequence[str], **columns: Any) -> Any:
    """Add up head counts: the sum is itself the number of people."""
    prepared = _prepared(table, by, columns)
    return prepared.group_by(list(by)).agg(value=_sum(prepared[amount]), people=_sum(prepared[amount]))


def count_several(table: Any, several: str, codes: str, by: Sequence[str] = (), **columns: Any) -> Any:
    """Count rows under each code of the list column `codes`, and under "Total" every row that has a known code at all.

    A row may stand under several codes, so the parts do not add up; the total counts it once. That total is the
    denominator of the percentage rule.
    """
    import ibis

    named = table.mutate(**{codes: table[codes].filter(lambda code: code.notin(vocab.ABSENT))})
    known = named.filter(named[codes].length() > 0)
    each = count_rows(known, [*by, several], **columns, **{several: known[codes].unnest()})
    return each.union(count_rows(known, [*by, several], **columns, **{several: ibis.literal(TOTAL)}))


def window(year: Any, *, first: int, width: int) -> Any:
    """Return the label of the period of `width` years that holds the year, such as 2005–2008."""
    start = ((year - first) // width * width + first).cast("int64")
    return start.cast("string") + "–" + (start + (width - 1)).cast("string")


def printed(table: Any, **columns: Any) -> Any:
    """Return figures of others as they were printed: the value where it is certain, else only the interval."""
    import ibis

    certain = ibis.ifelse(table.low == table.high, table.low, ibis.null("float64"))
    return table.mutate(**columns, value=certain, people=ibis.null("int64"))


def _prepared(table: Any, by: Sequence[str], columns: dict[str, Any]) -> Any:
    widened = table.mutate(**columns) if columns else table
    return widened.mutate(**{name: widened[name].cast("string").fill_null(UNKNOWN) for name in by})


def _sum(column: Any) -> Any:
    return column.fill_null(0).sum().cast("int64")
