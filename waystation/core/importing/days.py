"""Reads days and periods, in the order the mapping declares and no other."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from waystation.core.importing.numbers import digits

DateOrder = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
MONTHS = {
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "en": "january february march april may june july august september october november december",
}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
NUMERIC = re.compile(r"(\d{1,4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,4})\.?\s*(?:г\.?|год\.?)?")
NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,12})\.?,?\s+(\d{4})\.?\s*(?:г\.?|год\.?|година)?")
YEAR = re.compile(r"(\d{4})\.?\s*(?:г\.?|год\.?|година|viti|total|all)?", re.IGNORECASE)
YEARS = re.compile(r"(\d{4})\s*[-/]\s*(\d{4})")
QUARTER = re.compile(r"(\d{4})(?:\s*-?\s*[qк]\s*|\s+)([1-4])", re.IGNORECASE)
MONTH = re.compile(r"(\d{4})-(\d{2})")


class NoDay(ValueError):
    """The text is not a day in the declared order."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days as printed, both ends included."""

    text: str
    start: dt.date
    end: dt.date


@cache
def month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month, or its first three letters, in the languages of the project."""
    wanted = word.casefold()
    for names in MONTHS.values():
        for number, name in enumerate(names.split(), start=1):
            if wanted == name or (len(wanted) == 3 and name.startswith(wanted)):
                return number
    return None


def day(text: str, order: DateOrder) -> dt.date:
    """Return the day; NoDay when the text is none in this order. A year first or a named month is always clear."""
    plain = digits(text).strip()
    match = ISO.fullmatch(plain)
    if match:
        return _real(int(match[1]), int(match[2]), int(match[3]))
    match = NAMED.fullmatch(plain)
    if match:
        return _real(int(match[3]), month_number(match[2]) or 0, int(match[1]))
    match = NUMERIC.fullmatch(plain)
    if match is None:
        raise NoDay
    parts = dict(zip(order, match.groups(), strict=True))
    if len(parts["y"]) != 4 or len(parts["d"]) > 2 or len(parts["m"]) > 2:
        raise NoDay
    return _real(int(parts["y"]), int(parts["m"]), int(parts["d"]))


def possible_orders(texts: Iterable[str]) -> set[DateOrder]:
    """Return the orders in which every text is a day; empty texts say nothing."""
    left = set(ORDERS)
    for text in texts:
        if text.strip():
            left = {order for order in left if _is_day(text, order)}
    return left


def period(text: str) -> Period:
    """Return the span: a year, years, a quarter, a month or a day; NoDay when it is none of them."""
    shown = " ".join(text.split())
    plain = digits(shown)
    for pattern, read in ((YEAR, _year), (YEARS, _years), (MONTH, _month), (QUARTER, _quarter)):
        match = pattern.fullmatch(plain)
        if match:
            return Period(shown, *read([int(part) for part in match.groups()]))
    only = day(plain, "ymd")
    return Period(shown, only, only)


def _is_day(text: str, order: DateOrder) -> bool:
    try:
        day(text, order)
    except NoDay:
        return False
    return True


def _real(year: int, month: int, number: int) -> dt.date:
    try:
        found = dt.date(year, month, number)
    except ValueError:
        raise NoDay from None
    if not 1900 <= found.year <= 2200:
        raise NoDay
    return found


def _year(parts: list[int]) -> tuple[dt.date, dt.date]:
    return _real(parts[0], 1, 1), _real(parts[0], 12, 31)


def _years(parts: list[int]) -> tuple[dt.date, dt.date]:
    if parts[0] > parts[1]:
        raise NoDay
    return _real(parts[0], 1, 1), _real(parts[1], 12, 31)


def _quarter(parts: list[int]) -> tuple[dt.date, dt.date]:
    return _months(parts[0], parts[1] * 3 - 2, parts[1] * 3)


def _month(parts: list[int]) -> tuple[dt.date, dt.date]:
    return _months(parts[0], parts[1], parts[1])


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    start = _real(year, first, 1)
    after = _real(year + last // 12, last % 12 + 1, 1)
    return start, after - dt.timedelta(days=1)
