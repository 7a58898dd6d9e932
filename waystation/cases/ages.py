"""Ages in full years, and the bands statistics may see."""

from datetime import date

from waystation.cases.coding import NOT_ASKED

CTDC_BANDS = (
    (0, "0-8"),
    (9, "9-17"),
    (18, "18-20"),
    (21, "21-23"),
    (24, "24-26"),
    (27, "27-29"),
    (30, "30-38"),
    (39, "39-47"),
    (48, "48+"),
)
WIDE_GROUPS = ((0, "0-11"), (12, "12-14"), (15, "15-17"), (18, "18-24"), (25, "25+"))
ADULT_FROM = 18


def age_on(day: date, born_on: date) -> int:
    """Return the age in full years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def band_of(age: int | None, bands: tuple[tuple[int, str], ...] = CTDC_BANDS) -> str:
    """Return the band the age falls into, or that nobody asked."""
    if age is None:
        return NOT_ASKED
    return [code for start, code in bands if start <= age][-1]


def child_or_adult(age: int | None) -> str:
    """Say whether somebody of this age is a child in law."""
    if age is None:
        return NOT_ASKED
    return "child" if age < ADULT_FROM else "adult"
