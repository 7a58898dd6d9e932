"""HTCDS v2.0: the case data standard of IOM as data, and the way between its codes and ours.

Licence of the copied field and picklist files: CC BY 4.0, see data/htcds_v2/source.toml.
"""

from functools import cache
from typing import NamedTuple

from waystation.vocab.lists import DATA, CodeList, code_list, code_lists

FOLDER = DATA / "htcds_v2"
SCHEME = "htcds"


class UnknownPicklist(LookupError):
    """HTCDS has no picklist for this field."""


class Field(NamedTuple):
    """One field of the standard, in its own words."""

    entity: str
    name: str
    label: str
    kind: str
    is_core: bool
    is_deprecated: bool
    description: str
    notes: str

    @property
    def is_multiple(self) -> bool:
        """Several values, joined with a semicolon in the templates of the standard."""
        return self.kind.startswith("Multiselect")


class Value(NamedTuple):
    """One value of a picklist."""

    code: str
    label: str


def _rows(name: str) -> list[dict[str, str]]:
    import csv

    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def source() -> dict[str, str]:
    """Return version, publisher, licence and conditions of the copied files."""
    import tomllib

    return tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))


@cache
def _fields() -> tuple[Field, ...]:
    return tuple(
        Field(
            entity=row["section"],
            name=row["field"],
            label=row["label"],
            kind=row["type"],
            is_core=row["core"] == "Core",
            is_deprecated=row["status"] == "DEPRECATED",
            description=row["description"],
            notes=row["notes"],
        )
        for row in _rows("fields.csv")
    )


def fields(entity: str | None = None) -> tuple[Field, ...]:
    """Return the fields of one entity, or all 84, in the order of the standard."""
    return tuple(field for field in _fields() if entity in (None, field.entity))


def core_fields() -> tuple[Field, ...]:
    """Return the core fields that are still live."""
    return tuple(field for field in _fields() if field.is_core and not field.is_deprecated)


def entities() -> tuple[str, ...]:
    """Return the entities in the order of the standard."""
    return tuple(dict.fromkeys(field.entity for field in _fields()))


@cache
def picklists() -> dict[str, tuple[Value, ...]]:
    """Return every picklist by the name of its field, exactly as published, misspellings kept."""
    found: dict[str, tuple[Value, ...]] = {}
    for row in _rows("picklists.csv"):
        found[row["field"]] = (*found.get(row["field"], ()), Value(row["value"], row["label"]))
    return found


def picklist(name: str) -> tuple[Value, ...]:
    """Return the values of one picklist."""
    try:
        return picklists()[name]
    except KeyError:
        raise UnknownPicklist(f"HTCDS v2 has no picklist for {name!r}; use one of its picklist fields.") from None


@cache
def mapped_lists() -> tuple[CodeList, ...]:
    """Return our lists that say which HTCDS picklist they speak to."""
    lists = (code_list(name) for name in code_lists())
    return tuple(one for one in lists if SCHEME in one.picklists)


def value_for(list_name: str, code: str) -> str:
    """Return the HTCDS value of our code; empty where HTCDS has none, as for answers that are absent."""
    return code_list(list_name)[code].external.get(SCHEME, "")


def code_for(list_name: str, value: str) -> str | None:
    """Return our code for an HTCDS value, or None."""
    return code_list(list_name).from_external(SCHEME, value)


def loses_detail(list_name: str, code: str) -> bool:
    """Say whether our code must travel beside the HTCDS value, because the value alone would not bring it back."""
    return code_list(list_name).loses_detail(SCHEME, code)
