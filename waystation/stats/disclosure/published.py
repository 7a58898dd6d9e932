"""What the public sees: cells with a value or a mark, and the structure that ties them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.auditing import AuditReport
from waystation.stats.disclosure.axes import Axis
from waystation.stats.disclosure.printed import PrintedTable
from waystation.stats.disclosure.table import Table

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cell:
    """One printed cell. `withheld` does not tell why: a reader must not learn which cells are small."""

    at: Mapping[str, str]
    value: int | None
    status: Literal["shown", "withheld"]
    is_margin: bool


@dataclass(frozen=True)
class Loss:
    """What the reader loses. For the officer only: `sensitive` is itself not for print.

    Units: cells; `value_withheld` in printed units over the finest cells.
    """

    cells: int
    shown: int
    sensitive: int
    complementary: int
    margins_withheld: int
    value_withheld: int

    def as_dict(self) -> dict[str, int]:
        return dict(self.__dict__)


@dataclass(frozen=True, eq=False)
class ProtectedTable:
    """A table that may be published: its audit has passed.

    Units: as in the table.
    Shape: `.cells` holds finest cells and margins in the order of the categories.
    Errors: none here; `protect` refuses before this exists.
    Source: docs/statistics-methods.md.
    """

    table: Table
    withheld: Mask
    sensitive: Mask = field(repr=False)
    method: Mapping[str, object]
    audit: AuditReport

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(self._cell(position) for position in self.table.positions())

    def cell(self, **at: str) -> Cell:
        """Return one cell; a dimension that is not named is at its total."""
        return self._cell(tuple(_place(axis, at.get(axis.name)) for axis in self.table.axes))

    @property
    def loss(self) -> Loss:
        leaf = tuple(slice(axis.leaf_count) for axis in self.table.axes)
        hidden = int(self.withheld.sum())
        return Loss(
            cells=self.withheld.size,
            shown=self.withheld.size - hidden,
            sensitive=int((self.withheld & self.sensitive).sum()),
            complementary=int((self.withheld & ~self.sensitive).sum()),
            margins_withheld=hidden - int(self.withheld[leaf].sum()),
            value_withheld=int(self.table.values[leaf][self.withheld[leaf]].sum()),
        )

    def published(self) -> PrintedTable:
        """Return what the public sees, and nothing else."""
        return print_table(self.table, self.withheld)

    def _cell(self, position: tuple[int, ...]) -> Cell:
        hidden = bool(self.withheld[position])
        return Cell(
            at=self.table.at(position),
            value=None if hidden else int(self.table.values[position]),
            status="withheld" if hidden else "shown",
            is_margin=any(i >= axis.leaf_count for i, axis in zip(position, self.table.axes, strict=True)),
        )


@dataclass(frozen=True, eq=False)
class ProtectedSystem:
    """Linked tables that may be published together."""

    tables: tuple[ProtectedTable, ...]
    method: Mapping[str, object]
    audit: AuditReport

    def __iter__(self) -> Iterator[ProtectedTable]:
        return iter(self.tables)

    def published(self) -> tuple[PrintedTable, ...]:
        return tuple(table.published() for table in self.tables)


def print_table(table: Table, withheld: Mask) -> PrintedTable:
    """Replace the withheld numbers by marks and drop everything that is not for print.

    Units: as in the table.
    Shape: one printed cell per cell of the table.
    Errors: none; exact.
    Source: definition.
    """
    return PrintedTable(
        dimensions=table.dimensions,
        axes=table.axes,
        total_code=table.total_code,
        counted=table.counted,
        numbers=tuple(
            None if hidden else int(value) for value, hidden in zip(table.values.ravel(), withheld.ravel(), strict=True)
        ),
        possible=tuple(bool(flag) for flag in table.possible.ravel()),
    )


def _place(axis: Axis, code: str | None) -> int:
    if code is None:
        return axis.total
    if code not in axis.codes:
        raise KeyError(f"{code!r} is not a code of {axis.name}: {', '.join(axis.codes)}.")
    return axis.codes.index(code)
