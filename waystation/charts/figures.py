"""One number as it may be shown, and the only place that turns it into words."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from waystation.charts.words import Words, words

Number = int | float
Status = Literal["shown", "withheld", "unknown", "absent"]
Span = tuple[float, float]

NO_BREAK: Final = "\u00a0"
AMOUNT: Final = r"(\d+(?:\.\d+)?)"
PUBLISHED: Final = re.compile(rf"^(<=|>=|[<>≤≥~])?\s*{AMOUNT}(?:\s*[-–]\s*{AMOUNT})?$")


class ImpossibleFigure(ValueError):
    """A figure contradicts itself."""


@dataclass(frozen=True)
class Figure:
    """One number, interval or absence.

    Units: `unit` follows the number; "%" takes the language's own place.
    Shape: `value`, or `low` and `high`, or `text` as a source printed it ("<5", ">6000", "2-9", "~15").
    Errors: ImpossibleFigure when a withheld, unknown or absent figure carries a number, when `low` passes `high`,
        or when nothing says what is shown.
    Source: `source` names who printed it, when a chart sets several side by side.
    """

    value: Number | None = None
    unit: str = ""
    text: str | None = None
    low: Number | None = None
    high: Number | None = None
    status: Status = "shown"
    source: str = ""

    def __post_init__(self) -> None:
        numbers = [part for part in (self.value, self.low, self.high, self.text) if part not in (None, "")]
        if self.status != "shown" and numbers:
            raise ImpossibleFigure(f"A {self.status} figure carries no number: leave out value, low, high and text.")
        if self.status == "shown" and not numbers:
            raise ImpossibleFigure("A shown figure needs a value, an interval or a text; else say withheld or unknown.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ImpossibleFigure(f"An interval from {self.low} to {self.high} is upside down: swap low and high.")

    def display(self, language: str) -> str:
        """Say the figure in a language: grouped digits, an interval in words, or why there is none.

        Units: those of the figure, in the language's own order.
        Shape: one line; spaces inside a number do not break.
        Errors: UnknownLanguage.
        Source: CLDR 45 for separators and the place of the percent sign.
        """
        spoken = words(language)
        if self.status != "shown":
            return {"withheld": spoken.withheld, "unknown": spoken.unknown, "absent": spoken.absent}[self.status]
        template, numbers = self._reading(spoken)
        return _fill(template, [self._amount(number, spoken) for number in numbers])

    def span(self) -> Span | None:
        """Return the smallest and largest number this figure can mean; None when it says nothing.

        Units: those of the figure.
        Shape: two equal numbers for an exact value; "fewer than 5" is 0 to 4, "more than 6,000" is 6,000 twice.
        Errors: none.
        Source: the figure itself.
        """
        if self.value is not None:
            return (float(self.value), float(self.value))
        if self.low is not None or self.high is not None:
            ends = [end for end in (self.low, self.high) if end is not None]
            return (float(self.low or 0), float(ends[-1]))
        return _published_span(self.text) if self.text else None

    def _reading(self, spoken: Words) -> tuple[str, list[Number]]:
        if self.text is not None:
            return _read_published(self.text, spoken)
        if self.value is not None:
            return "{}", [self.value]
        if self.low is not None and self.high is not None:
            return spoken.between, [self.low, self.high]
        return (spoken.at_least, [self.low]) if self.low is not None else (spoken.at_most, [self.high or 0])

    def _amount(self, number: Number, spoken: Words) -> str:
        grouped = _grouped(number, spoken)
        if self.unit == "%":
            return spoken.percent.format(grouped)
        return f"{grouped}{NO_BREAK}{self.unit}" if self.unit else grouped


def _grouped(number: Number, spoken: Words) -> str:
    plain = f"{round(number, 2):,}".removesuffix(".0")
    return plain.replace(",", "\0").replace(".", spoken.decimal).replace("\0", spoken.group).replace("-", "−")


def _fill(template: str, parts: list[str]) -> str:
    if not parts:
        return template
    return template.format(low=parts[0], high=parts[1]) if len(parts) == 2 else template.format(parts[0])


def _number(text: str) -> Number:
    return float(text) if "." in text else int(text)


def _parsed(text: str) -> tuple[str, list[Number]] | None:
    """Read the sign and the one or two numbers of a published figure; None when it is something else."""
    found = PUBLISHED.match(text.strip())
    if not found:
        return None
    numbers = [_number(part) for part in found.groups()[1:] if part]
    return None if numbers != sorted(numbers) else (found.group(1) or "", numbers)


def _read_published(text: str, spoken: Words) -> tuple[str, list[Number]]:
    parsed = _parsed(text)
    if parsed is None:
        return text, []
    sign, numbers = parsed
    return (spoken.between if len(numbers) == 2 else _template_of(sign, spoken)), numbers


def _template_of(sign: str, spoken: Words) -> str:
    return {
        "": "{}",
        "<": spoken.fewer,
        ">": spoken.more,
        "<=": spoken.at_most,
        "≤": spoken.at_most,
        ">=": spoken.at_least,
        "≥": spoken.at_least,
        "~": spoken.about,
    }[sign]


def _published_span(text: str) -> Span | None:
    parsed = _parsed(text)
    if parsed is None:
        return None
    sign, numbers = parsed
    first, last = float(numbers[0]), float(numbers[-1])
    if sign == "<":
        return (0.0, max(first - 1, 0.0))
    return (0.0, first) if sign in ("<=", "≤") else (first, last)
