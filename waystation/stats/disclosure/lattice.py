"""The protector's view of a system: one number per distinct cell, and every sum as a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.rules import ProtectionRules, sensitive_cells
from waystation.stats.disclosure.table import CellKey, Table, TableSystem, cell_key

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Lattice:
    """Distinct cells of all tables as flat arrays.

    Units: `value` as printed; `cost` is what a reader loses when the cell is withheld.
    Shape: `row`, `cell`, `sign` are the sums as triplets; `places` maps each table's cells to cells here.
    """

    value: Ints
    down: Ints  # how far below its value an outsider can imagine the cell
    up: Ints  # how far above
    width: Ints
    sensitive: Mask
    fixed: Mask  # must stay in print, or known to hold nobody
    known: Mask  # an outsider knows it already: not protected any more
    cost: Floats
    row: Ints
    cell: Ints
    sign: Ints
    places: tuple[Ints, ...]

    @property
    def rows(self) -> int:
        return int(self.row.max()) + 1 if self.row.size else 0


FAR = 10**9


def build_lattice(system: TableSystem, rules: ProtectionRules) -> Lattice:
    """Flatten a system of tables; a cell that two tables share becomes one.

    Units: as in the tables.
    Shape: cells in order of first appearance.
    Errors: none; the system was checked when it was made.
    Source: linked tables, Hundepool et al. 2012, ch. 5.
    """
    places, first = _merge(system.tables)
    count = len(first)

    tables = system.tables

    def gather(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        flat = np.zeros(count, dtype=arrays[0].dtype)
        for place, array in zip(places, arrays, strict=True):
            flat[place] = np.maximum(flat[place], array.ravel())
        return flat

    value = gather([t.values for t in tables])
    possible = gather([t.possible for t in tables])
    width = gather([np.full(t.shape, rules.width_of(t.counted)) for t in tables])
    sensitive = gather([sensitive_cells(t, rules) for t in tables])
    cost = gather([_costs(t, rules) for t in tables])
    low, high, known, kept = _outside(tables, places, rules, count)
    row, cell, sign = _sums(tables, places)
    fixed = kept | ~possible
    return Lattice(
        value=value,
        down=np.where(fixed, 0, np.maximum(value - low, 0)), up=np.where(fixed, 0, np.maximum(high - value, 0)),
        width=width, sensitive=sensitive, fixed=fixed, known=known, cost=cost,
        row=row, cell=cell, sign=sign, places=places,
    )  # fmt: skip


def _merge(tables: Sequence[Table]) -> tuple[tuple[Ints, ...], dict[CellKey, int]]:
    if len(tables) == 1:
        size = int(np.prod(tables[0].shape))
        return (np.arange(size, dtype=np.int64),), {("", (("", str(i)),)): i for i in range(size)}
    first: dict[CellKey, int] = {}
    places = [
        np.array([first.setdefault(table.key(p), len(first)) for p in table.positions()], dtype=np.int64)
        for table in tables
    ]
    return tuple(places), first


def _costs(table: Table, rules: ProtectionRules) -> Floats:
    """Headline numbers are dear: every dimension summed over triples what withholding costs."""
    totals = sum(np.ix_(*[_height(axis.leaf_count, len(axis.codes)) for axis in table.axes]))
    margin: Floats = np.power(3.0, totals)
    if rules.cost == "cells":
        return margin
    if rules.cost == "value":
        return margin * np.asarray(1.0 + table.values, dtype=np.float64)
    information: Floats = 1.0 + np.log2(1.0 + table.values)
    return margin * information


def _height(leaves: int, codes: int) -> Floats:
    height = np.zeros(codes)
    height[leaves:] = 0.5
    height[-1] = 1.0
    return height


def _outside(
    tables: Sequence[Table], places: Sequence[Ints], rules: ProtectionRules, count: int
) -> tuple[Ints, Ints, Mask, Mask]:
    low = np.full(count, rules.known_bounds[0], dtype=np.int64)
    high = np.full(count, FAR if rules.known_bounds[1] is None else rules.known_bounds[1], dtype=np.int64)
    known, kept = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for table, place in zip(tables, places, strict=True):
        index = {table.key(p): int(i) for p, i in zip(table.positions(), place, strict=True)} if _named(rules) else {}
        for at, (lowest, highest) in rules.outside_knowledge:
            i = index.get(cell_key(table.counted, at, table.total_code))
            if i is not None:
                low[i], high[i], known[i] = lowest, FAR if highest is None else highest, True
        for at in rules.keep_shown:
            i = index.get(cell_key(table.counted, at, table.total_code))
            if i is not None:
                kept[i] = True
    return low, high, known, kept


def _named(rules: ProtectionRules) -> bool:
    return bool(rules.outside_knowledge or rules.keep_shown)


def _sums(tables: Sequence[Table], places: Sequence[Ints]) -> tuple[Ints, Ints, Ints]:
    rows: list[Ints] = []
    cells: list[Ints] = []
    signs: list[Ints] = []
    start = 0
    for table, place in zip(tables, places, strict=True):
        grid = place.reshape(table.shape)
        for along, axis in enumerate(table.axes):
            turned = np.moveaxis(grid, along, 0).reshape(len(axis.codes), -1)
            for node, parts in axis.children.items():
                block = turned[[node, *parts]]
                rows.append((start + np.broadcast_to(np.arange(block.shape[1]), block.shape)).ravel())
                cells.append(block.ravel())
                signs.append(np.repeat([-1, *[1] * len(parts)], block.shape[1]))
                start += block.shape[1]
    return np.concatenate(rows).astype(np.int64), np.concatenate(cells), np.concatenate(signs).astype(np.int64)
