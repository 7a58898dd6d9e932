"""The published release as data: what crosses to the public door, and all that the public door knows.

No Django and no other room: the campaign reads this module and nothing else of evidence.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

FORMAT = "waystation.release/1"
Status = Literal["shown", "withheld", "unknown"]
Words = Mapping[str, str]


class DamagedRelease(Exception):
    """The text is not a release, or not the release its digest names."""


@dataclass(frozen=True)
class Dimension:
    """One break-down of a table; `codes` names the code list its values belong to ("" for years and free labels)."""

    code: str
    codes: str = ""
    names: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """One number, or the absence of one.

    `at` gives a value for every dimension of the table, "Total" for a margin. `text`, `low`, `high` and
    `source` serve figures published by others: several cells may stand at one place, one a source.
    `share_pct` is the share of the total by the percentage rule, where one unit may stand under several codes.
    """

    at: Words
    value: int | float | None
    status: Status = "shown"
    text: str = ""
    low: float | None = None
    high: float | None = None
    source: str = ""
    share_pct: float | None = None


@dataclass(frozen=True)
class PublishedTable:
    """One indicator's protected table with all that makes it checkable."""

    indicator: str
    version: int
    names: Words
    definitions: Words
    unit: str
    period: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    method: Mapping[str, Any]
    audit: Mapping[str, Any]


@dataclass(frozen=True)
class PublishedRelease:
    """A frozen, approved set of tables. `set_code` says which; `edition` counts within the set."""

    release_id: str
    set_code: str
    series: str
    edition: int
    names: Words
    period: str
    invented: bool
    organisation: str
    snapshot_sha256: str
    snapshot_taken_at: str
    approved_by: str
    approved_at: str
    what_changed: Words
    sources: tuple[Words, ...]
    tables: tuple[PublishedTable, ...]

    def table(self, indicator: str) -> PublishedTable:
        """Return the table of the indicator; KeyError names it when the release has none."""
        for table in self.tables:
            if table.indicator == indicator:
                return table
        raise KeyError(f"Release {self.set_code} has no table {indicator}.")


def dump(release: PublishedRelease) -> str:
    """Return the canonical text: the same release gives the same bytes, always."""
    return json.dumps({"format": FORMAT, **asdict(release)}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(cells: Iterable[Cell]) -> str:
    """Return the canonical text of cells alone, to compare two countings of one table."""
    return json.dumps([asdict(cell) for cell in cells], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> PublishedRelease:
    """Read a canonical text back; DamagedRelease says what is wrong with it."""
    try:
        raw = json.loads(text)
        if raw.pop("format") != FORMAT:
            raise DamagedRelease(f"This is not a release of format {FORMAT}.")
        tables = tuple(read_table(table) for table in raw.pop("tables"))
        return PublishedRelease(tables=tables, sources=tuple(raw.pop("sources")), **raw)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedRelease(f"The text cannot be read as a release: {error}") from error


def read_table(raw: Mapping[str, Any]) -> PublishedTable:
    """Read one table from plain data."""
    rest = {key: value for key, value in raw.items() if key not in {"dimensions", "cells"}}
    dimensions = tuple(Dimension(**dimension) for dimension in raw["dimensions"])
    cells = tuple(Cell(**cell) for cell in raw["cells"])
    return PublishedTable(dimensions=dimensions, cells=cells, **rest)


class Shelf(Protocol):
    """Where the staff door keeps releases; the public door has none."""

    def newest(self) -> Iterable[PublishedRelease]:
        """Yield the newest approved release of every set."""

    def preview(self, user: Any, code: str) -> PublishedRelease | None:
        """Return a draft or approved release as it would be published, or None when `user` may not see it."""

    def previews(self, user: Any) -> Iterable[PublishedRelease]:
        """Yield, for every set, the newest release `user` may see: a finished draft before an approved one."""


_shelves: list[Shelf] = []


def put_up(shelf: Shelf) -> None:
    """Make the staff door's shelf known; evidence does so when it starts."""
    _shelves[:] = [shelf]


def shelf() -> Shelf | None:
    """Return the shelf, or None on the public door."""
    return _shelves[0] if _shelves else None
