"""Withhold sensitive cells and the cheapest others that keep every withheld one uncertain."""

import time

import numpy as np

from waystation.stats.disclosure.cover import Cover, Shift
from waystation.stats.disclosure.errors import CannotProtect
from waystation.stats.disclosure.lattice import Lattice, Mask, build_lattice
from waystation.stats.disclosure.methods import Protection
from waystation.stats.disclosure.moves import Moves
from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.swaps import Swaps
from waystation.stats.disclosure.table import CellKey, TableSystem
from waystation.stats.disclosure.witnesses import Change, Witnesses

VERSION = "1"
EFFORT = 3_000_000  # looks for a replacement times cells, when taking back what is not needed
SEVERAL_ORDERS = 2500  # cells; larger systems are covered in one order
SOLVER_FIRST = 400  # cells; larger systems use swaps and turn to the solver where there is none
FAR_ENOUGH = 10**6  # a shift without limit is shown to the auditor at this size


def suppress(system: TableSystem, rules: ProtectionRules, *, seconds: float) -> Protection:
    """Choose what to withhold.

    Units: cells; `seconds` of work at most.
    Shape: one mask per table of the system.
    Errors: CannotProtect when a sensitive cell must be shown, or cannot be made uncertain.
    Source: complementary cell suppression (Hundepool et al. 2012, ch. 4) by collecting whole-number
        shifts of the table; see docs/statistics-methods.md.
    """
    deadline = time.monotonic() + seconds
    lattice = build_lattice(system, rules)
    if (lattice.sensitive & lattice.fixed).any():
        raise CannotProtect("A cell that must stay in print is itself sensitive.")
    cover = Search(lattice, system, deadline).best()
    masks = [cover.withheld[place].reshape(t.shape) for place, t in zip(lattice.places, system.tables, strict=True)]
    return Protection(masks, _witnesses(cover, system), {"seconds": seconds, "shifts": len(cover.shifts)}, VERSION)


class Search:
    """Covers the sensitive cells, then takes back what turned out not to be needed."""

    def __init__(self, lattice: Lattice, system: TableSystem, deadline: float) -> None:
        self.lattice = lattice
        self.deadline = deadline
        self.moves: Moves | None = None
        self.looks = 0
        shared = _shared(lattice)
        self.swaps = [
            Swaps(lattice, table, place, shared) for table, place in zip(system.tables, lattice.places, strict=True)
        ]

    def best(self) -> Cover:
        """Try several orders, and on small systems the solver's own shifts; keep the cheapest."""
        ways = [(1, False)]
        if len(self.lattice.value) <= SEVERAL_ORDERS:
            ways.append((-1, False))
        if len(self.lattice.value) <= SOLVER_FIRST:
            ways += [(1, True), (-1, True)]
        covers = [self._cover(order, solver_first=solver_first) for order, solver_first in ways]
        for cover in covers:
            self._take_back(cover)
        return min(covers, key=lambda cover: cover.cost())

    def _cover(self, order: int, *, solver_first: bool) -> Cover:
        cover = Cover(self.lattice)
        while (short := cover.short()).any():
            if time.monotonic() > self.deadline:
                raise CannotProtect("No complete protection was found in time.")
            candidates = np.flatnonzero(short)
            target = int(candidates[np.argmax(order * self.lattice.value[candidates])])
            first, second = (self._solve, self._swap) if solver_first else (self._swap, self._solve)
            if not (first(cover, target) or second(cover, target) or self._solve(cover, target, patient=True)):
                raise CannotProtect("A sensitive cell stays too well known whatever else is withheld.")
        return cover

    def _swap(self, cover: Cover, target: int) -> bool:
        found = [shift for swaps in self.swaps if (shift := swaps.find(cover, target)) is not None]
        if found:
            cover.add(min(found, key=lambda shift: self._price(cover, shift)))
        return bool(found)

    def _price(self, cover: Cover, shift: Shift) -> float:
        return float(self.lattice.cost[shift.cells[~cover.withheld[shift.cells]]].sum())

    def _solve(self, cover: Cover, target: int, *, patient: bool = False) -> bool:
        if self.moves is None:
            self.moves = Moves(self.lattice, self.deadline)
        for shift in self.moves.shifts_for(cover, target, patient=patient):
            cover.add(shift)
            if not cover.short()[target]:
                return True
        return False

    def _take_back(self, cover: Cover) -> None:
        """Print again what is not needed, dearest first; the effort depends on size, never on the clock."""
        self.looks = EFFORT // len(self.lattice.value)
        spare = np.flatnonzero(cover.withheld & ~self.lattice.sensitive)
        for cell in spare[np.argsort(-self.lattice.cost[spare], kind="stable")]:
            if self.looks > 0:
                cover.release(int(cell), self._free)

    def _free(self, cover: Cover, target: int) -> Shift | None:
        self.looks -= 1
        if self.looks < 0:
            return None
        found = (swaps.find(cover, target, only_withheld=True) for swaps in self.swaps)
        return next((shift for shift in found if shift is not None), None)


def _shared(lattice: Lattice) -> Mask:
    """Return the cells that stand in more than one table: a swap in one table must leave them alone."""
    seen = np.zeros(len(lattice.value), dtype=np.int64)
    for place in lattice.places:
        seen[place] += 1
    return seen > 1


def _witnesses(cover: Cover, system: TableSystem) -> Witnesses:
    keys = _keys(cover, system)
    values = cover.lattice.value
    changes: list[Change] = []
    for shift in cover.shifts.values():
        names = [keys[int(cell)] for cell in shift.cells]
        both = (min(shift.up, FAR_ENOUGH), -min(shift.down, FAR_ENOUGH))
        changes += [dict(zip(names, (times * shift.step).tolist(), strict=True)) for times in both]
    return Witnesses({key: int(values[cell]) for cell, key in keys.items()}, changes)


def _keys(cover: Cover, system: TableSystem) -> dict[int, CellKey]:
    keys: dict[int, CellKey] = {}
    for place, table in zip(cover.lattice.places, system.tables, strict=True):
        for i in np.flatnonzero(cover.withheld[place]):
            keys.setdefault(int(place[i]), table.key([int(n) for n in np.unravel_index(i, table.shape)]))
    return keys


METHOD = suppress
