"""Turns the text of a cell into the value its column asks for, or says why it cannot."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation import vocab
from waystation.core.importing.days import DateOrder, NoDay, Period, day, period
from waystation.core.importing.errors import Unclean
from waystation.core.importing.numbers import Figure, figure, whole
from waystation.core.importing.targets import Field, Flags

Clean = Callable[[str], Any]
SMALL_NUMBER = re.compile(r"[<>~+-]?[\d.,]{1,6}")
A_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
SEVERAL = re.compile(r"\s*[;|\n]\s*")
LETTER_FOR_DIGIT = re.compile(r"(?<=\d)[OoОоlІЗз]|[OoОоlІЗз](?=\d)")
YES = frozenset(["yes", "y", "true", "1", "x", "✓", "да", "po"])
NO = frozenset(["no", "n", "false", "0", "не", "jo"])
ORDER_WORDS = {"dmy": "31.12.2020", "mdy": "12/31/2020", "ymd": "2020-12-31"}


def cleaner(asked: Field, part: str, date_order: str, *, open_data: bool) -> Clean:
    """Return the function that cleans one cell for this field; it raises Unclean.

    The texts of cells are repeated in messages only where the data are open, or when they are small numbers or
    days where days belong: a name, a phone or a birthday that slipped into another column must not end up in a report.
    """

    def named(text: str) -> str:
        return f"“{text[:60]}”" if open_data or _says_little(text, asked) else _("This")

    makers: Mapping[str, Callable[[], Clean]] = {
        "text": lambda: _text(asked),
        "code": lambda: _code(asked, named),
        "codes": lambda: _codes(asked, named),
        "date": lambda: _date(cast("DateOrder", part or date_order or "ymd"), named),
        "year": lambda: _year(named),
        "integer": lambda: _integer(named),
        "count": lambda: _count(named),
        "boolean": lambda: _boolean(named),
        "figure": lambda: _figure(named, must_count=part == "count"),
        "period": lambda: _period(named),
    }
    return _typed(makers[asked.kind]()) if asked.kind != "text" else makers["text"]()


def _says_little(text: str, asked: Field) -> bool:
    """Say whether a report may repeat the text: never of a secret, and nothing long enough to be a phone number."""
    if asked.secret:
        return False
    return bool(SMALL_NUMBER.fullmatch(text) or (asked.kind == "date" and A_DAY.fullmatch(text)))


def flags_cleaner(parts: Sequence[str]) -> Callable[[Sequence[str]], Flags]:
    """Return the function that reads one cell for each code: 1, 0 or empty."""

    def clean(cells: Sequence[str]) -> Flags:
        answers = [_yes_or_no(cell) for cell in cells]
        return Flags(
            tuple(code for code, answer in zip(parts, answers, strict=True) if answer is True),
            tuple(code for code, answer in zip(parts, answers, strict=True) if answer is False),
        )

    return clean


def breakdown_cleaner(parts: Sequence[str]) -> Callable[[Sequence[str]], dict[str, str]]:
    """Return the function that names each cell by its dimension; a part without name holds `dimension=value; …`."""

    def clean(cells: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, cell in zip(parts, cells, strict=True):
            if cell:
                found.update({name: cell} if name else _pairs(cell))
        return found

    return clean


def canonical(value: object) -> str:
    """Write a cleaned value as one text, always the same: what row keys are made of."""
    if value is None or value in ((), {}, "", Flags()):
        return ""
    if isinstance(value, Flags):
        return f"{';'.join(sorted(value.yes))}|{';'.join(sorted(value.no))}"
    if isinstance(value, Figure | Period):
        return value.text
    if isinstance(value, tuple):
        return ";".join(sorted(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _typed(clean: Clean) -> Clean:
    def guarded(text: str) -> Any:
        if text.startswith("="):
            raise Unclean(_("The cell begins with “=”, like a formula. Copy the column and paste it as values."))
        return clean(text)

    return guarded


def _text(asked: Field) -> Clean:
    def clean(text: str) -> str:
        if "\x00" in text:
            raise Unclean(_("The cell holds signs that are no letters. Type it again."))
        if len(text) > asked.longest:
            raise Unclean(
                _("The text has %(length)s letters; %(longest)s fit. Shorten it.")
                % {"length": len(text), "longest": asked.longest}
            )
        return (vocab.find_code(asked.codes, text) or text) if asked.codes and text else text

    return clean


def _code(asked: Field, named: Callable[[str], str]) -> Clean:
    def clean(text: str) -> str | None:
        if not text:
            return None
        code = vocab.find_code(asked.codes, text)
        if code is None:
            raise Unclean(_not_an_answer(asked, named(text)))
        return code

    return clean


def _codes(asked: Field, named: Callable[[str], str]) -> Clean:
    one = _code(asked, named)

    def clean(text: str) -> tuple[str, ...]:
        whole_cell = vocab.find_code(asked.codes, text) if text else None
        words = [whole_cell] if whole_cell else SEVERAL.split(text)
        if len(words) == 1 and not whole_cell:
            words = [word.strip() for word in text.split(",")]
        return tuple(dict.fromkeys(one(word) for word in words if word))

    return clean


def _not_an_answer(asked: Field, name: str) -> str:
    language = get_language() or "en"
    labels = [code.label(language) for code in vocab.code_list(asked.codes).answers]
    shown = ", ".join(labels[:12]) + (" …" if len(labels) > 12 else "")
    return _("%(name)s is not an answer to “%(question)s”. Answers: %(answers)s") % {
        "name": name,
        "question": asked.label,
        "answers": shown,
    }


def _date(order: DateOrder, named: Callable[[str], str]) -> Clean:
    def clean(text: str) -> Any:
        try:
            return day(text, order) if text else None
        except NoDay:
            raise Unclean(
                _("%(name)s is not a day written like %(example)s.")
                % {"name": named(text), "example": ORDER_WORDS[order]}
            ) from None

    return clean


def _period(named: Callable[[str], str]) -> Clean:
    def clean(text: str) -> Period | None:
        try:
            return period(text) if text else None
        except NoDay:
            raise Unclean(
                _("%(name)s is not a period: write 2020, 2002-2020, 2020 Q3, 2020-09 or 2020-09-30.")
                % {"name": named(text)}
            ) from None

    return clean


def _integer(named: Callable[[str], str]) -> Clean:
    def clean(text: str) -> int | None:
        if not text:
            return None
        number = whole(text)
        if number is None and LETTER_FOR_DIGIT.search(text):
            raise Unclean(_("A letter stands among the digits (О for 0, З for 3, l for 1). Type the number again."))
        if number is None or abs(number) > 2_147_483_647:
            raise Unclean(_("%(name)s is not a whole number.") % {"name": named(text)})
        return number

    return clean


def _count(named: Callable[[str], str]) -> Clean:
    integer = _integer(named)

    def clean(text: str) -> int | None:
        number: int | None = integer(text)
        if number is not None and number < 0:
            raise Unclean(_("%(name)s is below zero; a count is 0 or more.") % {"name": named(text)})
        return number

    return clean


def _year(named: Callable[[str], str]) -> Clean:
    integer = _integer(named)

    def clean(text: str) -> int | None:
        number: int | None = integer(text.rstrip(" .г"))
        if number is not None and not 1900 <= number <= 2200:
            raise Unclean(_("%(name)s is not a year; write four digits, for example 2020.") % {"name": named(text)})
        return number

    return clean


def _figure(named: Callable[[str], str], *, must_count: bool) -> Clean:
    def clean(text: str) -> Figure | None:
        if not text:
            return None
        found = figure(text)
        if must_count and found.low is None:
            raise Unclean(_("%(name)s is not a count: write 12, 1,234, <5, >6000 or 5-9.") % {"name": named(text)})
        if must_count and cast("float", found.low) < 0:
            raise Unclean(_("%(name)s is below zero; a count is 0 or more.") % {"name": named(text)})
        return found

    return clean


def _boolean(named: Callable[[str], str]) -> Clean:
    def clean(text: str) -> bool | None:
        word = text.casefold()
        if word not in YES and word not in NO and word:
            raise Unclean(_("%(name)s is neither yes nor no.") % {"name": named(text)})
        return None if not word else word in YES

    return clean


def _yes_or_no(cell: str) -> bool | None:
    word = cell.casefold()
    if not word:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unclean(_("Write 1 for yes, 0 for no, or leave the cell empty."))


def _pairs(cell: str) -> dict[str, str]:
    named = [part.strip().partition("=") for part in cell.split(";") if part.strip()]
    found = {name.strip(): value.strip() for name, equals, value in named if equals}
    detail = "; ".join(name for name, equals, _value in named if not equals)
    return {"detail": detail, **found} if detail else found
