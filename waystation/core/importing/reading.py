"""How a file is read: which column answers which question, in which date order, with which words for what."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Wide:
    """One of several columns of numbers in a row: each that is filled becomes a row of its own."""

    column: str
    constants: Mapping[str, str] = field(default_factory=dict)
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Everything needed to read a file the same way again; kept with the run and with saved mappings.

    `columns` leads from a column name to what it answers: "field", or "field:part" where a field takes
    several columns (a code of flags, a dimension of a break-down) or needs telling (the date order of one
    column, "count" for a figure that must be a count). An empty tuple leaves the column out.
    `translations` turn printed words into values, per "field" or "field:part"; "*" stands for all others.
    """

    target: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    date_order: str = ""
    wide: tuple[Wide, ...] = ()
    sheet: str = ""
    header_row: int = 0

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Yield (column, field, part) for all that the columns answer."""
        for column, destinations in self.columns.items():
            for destination in destinations:
                name, _colon, part = destination.partition(":")
                yield column, name, part

    def as_json(self) -> dict[str, Any]:
        """Return plain data for storing; `reading_from` reads it back."""
        return asdict(self)


def reading_from(stored: Mapping[str, Any]) -> Reading:
    """Build a reading from stored JSON or from the tables of a profile file."""
    plain = dict(stored)
    plain["columns"] = {column: _destinations(to) for column, to in plain.get("columns", {}).items()}
    plain["wide"] = tuple(Wide(**each) for each in plain.get("wide", ()))
    plain["empty"] = tuple(plain.get("empty", ()))
    return Reading(**plain)


def _destinations(to: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(to, str):
        return (to,) if to else ()
    return tuple(to)
