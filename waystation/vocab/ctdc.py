"""CTDC: the flag columns of its two public editions and the codes they stand for.

Names of columns only; the data files of CTDC are never part of this project.
"""

from collections.abc import Iterable
from functools import cache

from waystation.vocab.lists import code_list

FLAG_LISTS = (
    "exploitation_form",
    "means_of_control",
    "labour_sector",
    "sexual_exploitation_type",
    "recruiter_relation",
    "palermo_means",
)
EDITIONS = ("ctdc_2021", "ctdc_2024")


class UnknownEdition(LookupError):
    """CTDC has no such edition here."""


def columns(list_name: str, code: str, edition: str = "ctdc_2021") -> tuple[str, ...]:
    """Return the flag columns that our code sets to 1; none where the edition cannot say it."""
    _check(edition)
    names = code_list(list_name)[code].external.get(edition, "")
    return tuple(names.split(";")) if names else ()


def flags(answers: Iterable[tuple[str, str]], edition: str = "ctdc_2021") -> frozenset[str]:
    """Return every flag column that (list name, code) pairs set, the combined purpose of 2021 included."""
    found = {column for list_name, code in answers for column in columns(list_name, code, edition)}
    if edition == "ctdc_2021" and {"isForcedLabour", "isSexualExploit"} <= found:
        found.add("isSexAndLabour")
    return frozenset(found)


@cache
def flag_columns(edition: str = "ctdc_2021") -> dict[str, tuple[str, str]]:
    """Return, by column, the (list name, code) it is read as.

    A column that joins several of our codes is left out unless the list prefers one: a composite
    flag must not turn into a precise answer nobody gave.
    """
    _check(edition)
    found = {}
    for list_name in FLAG_LISTS:
        codes = code_list(list_name)
        for column in _own_columns(list_name, edition):
            code = codes.from_external(edition, column)
            if code is not None:
                found[column] = (list_name, code)
    return found


def _own_columns(list_name: str, edition: str) -> tuple[str, ...]:
    """Return the columns of a list; a code that sets several is no reading of any of them."""
    codes = code_list(list_name)
    written = (code.external.get(edition, "") for code in codes)
    single = (column for column in written if column and ";" not in column)
    return tuple(dict.fromkeys([*single, *codes.prefer.get(edition, {})]))


def _check(edition: str) -> None:
    if edition not in EDITIONS:
        raise UnknownEdition(f"There is no CTDC edition {edition!r}; use one of {', '.join(EDITIONS)}.")
