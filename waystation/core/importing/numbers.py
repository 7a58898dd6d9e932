"""Reads numbers as people and reports print them: 1,234 · 1.234 · <5 · >6000 · 5-9 · about 30."""

import re
import unicodedata
from dataclasses import dataclass

NUMBER = r"\d{1,3}(?:[ ,.’']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
SCALE = r"(?:\s*(million|milion\w*|милион\w*|thousand|илјад\w*|mij[eë]\w*))?"
ONE = re.compile(rf"([+-]?)\s*({NUMBER}){SCALE}\s*%?", re.IGNORECASE)
RANGE = re.compile(rf"({NUMBER}){SCALE}\s*(?:-|to|до|deri(?: në)?|and|и)\s*({NUMBER}){SCALE}", re.IGNORECASE)
BELOW = ("<", "under ", "fewer than ", "less than ", "below ", "помалку од ", "под ", "më pak se ", "nën ")
AT_MOST = ("≤", "<=", "at most ", "up to ", "најмногу ", "до ", "më së shumti ", "deri ")
ABOVE = (">", "over ", "more than ", "above ", "повеќе од ", "над ", "më shumë se ", "mbi ")
AT_LEAST = ("≥", ">=", "at least ", "најмалку ", "барем ", "së paku ", "të paktën ")
ABOUT = (
    "~",
    "≈",
    "about ",
    "approximately ",
    "approx. ",
    "around ",
    "circa ",
    "ca. ",
    "околу ",
    "приближно ",
    "rreth ",
)
ROUNDED_TO = (1_000_000, 100_000, 10_000, 1_000, 100, 10, 5, 2)
THIN_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number: as printed, and the lowest and highest value it can mean (None: no bound is known)."""

    text: str
    low: float | None = None
    high: float | None = None

    @property
    def exact(self) -> float | None:
        """The number, when the print leaves no doubt."""
        return self.low if self.low == self.high else None


def figure(text: str) -> Figure:
    """Read any printed figure; what holds no number keeps its text and has no bounds.

    Counts are whole: "<5" means 0 to 4, ">6000" means 6001 and more. "About 30" is printed for 30 and
    was rounded: it means 25 to 35, "about 6,000" 5,500 to 6,500, half of the unit it was rounded to either way.
    """
    shown = " ".join(text.split())
    plain = digits(shown).casefold()
    for words, read in ((AT_MOST, _at_most), (AT_LEAST, _at_least), (BELOW, _below), (ABOVE, _above), (ABOUT, _about)):
        for word in words:
            if plain.startswith(word):
                return Figure(shown, *read(_one(plain[len(word) :].strip())))
    return Figure(shown, *_bare(plain))


def digits(text: str) -> str:
    """Write the digits of any script, dashes and spaces of any width in their plain forms."""
    plain = unicodedata.normalize("NFKC", text.translate(THIN_SIGNS)).translate(THIN_SIGNS)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def whole(text: str) -> int | None:
    """Return the whole number a cell holds, or None when it holds anything else."""
    match = ONE.fullmatch(digits(text).strip())
    if match is None or match[3] or "%" in match[0]:
        return None
    number = _value(match[2])
    return int(number) * (-1 if match[1] == "-" else 1) if number.is_integer() else None


def _bare(plain: str) -> tuple[float | None, float | None]:
    between = RANGE.fullmatch(plain)
    if between:
        low = _scaled(_value(between[1]), between[2] or between[4])
        high = _scaled(_value(between[3]), between[4])
        return (low, high) if low <= high else (None, None)
    number = _one(plain)
    return number, number


def _one(plain: str) -> float | None:
    match = ONE.fullmatch(plain)
    if match is None:
        return None
    return _scaled(_value(match[2]), match[3]) * (-1 if match[1] == "-" else 1)


def _value(number: str) -> float:
    """Tell thousands from decimals: groups of exactly three digits are thousands, one other sign is the decimal."""
    parts = re.split(r"[ ,.’']", number)
    if len(parts) == 1:
        return float(number)
    if len(parts[-1]) != 3 or (len(parts) == 2 and parts[0] == "0"):
        return float("".join(parts[:-1]) + "." + parts[-1])
    return float("".join(parts))


def _scaled(number: float, word: str | None) -> float:
    if not word:
        return number
    return round(number * (1_000_000 if word[:3] in {"mil", "мил"} else 1_000), 2)


def _below(number: float | None) -> tuple[float | None, float | None]:
    if number is None or number <= 0:
        return None, None
    return 0.0, number - 1 if number.is_integer() else number


def _at_most(number: float | None) -> tuple[float | None, float | None]:
    return (None, None) if number is None or number < 0 else (0.0, number)


def _above(number: float | None) -> tuple[float | None, float | None]:
    if number is None:
        return None, None
    return (number + 1 if number.is_integer() else number), None


def _at_least(number: float | None) -> tuple[float | None, float | None]:
    return number, None


def _about(number: float | None) -> tuple[float | None, float | None]:
    if number is None:
        return None, None
    unit = next((unit for unit in ROUNDED_TO if number % unit == 0), 1)
    return number - unit / 2, number + unit / 2
