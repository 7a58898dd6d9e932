"""What is withheld so far, and the shifts that keep each withheld cell uncertain."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import numpy as np

from waystation.stats.disclosure.lattice import Ints, Lattice, Mask


@dataclass(frozen=True, eq=False)
class Shift:
    """Cells that can move together, `up` times forwards and `down` times backwards along `step`."""

    cells: Ints
    step: Ints
    up: int
    down: int

    def highest(self) -> Ints:
        return np.where(self.step > 0, self.step * self.up, -self.step * self.down)

    def lowest(self) -> Ints:
        return np.where(self.step > 0, -self.step * self.down, self.step * self.up)


Finder = Callable[["Cover", int], Shift | None]


class Cover:
    """Grows a set of withheld cells until each is proven to range as widely as the rules ask."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.withheld: Mask = lattice.sensitive.copy()
        self.shifts: dict[int, Shift] = {}
        self.reach: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)  # cell: shift: how far up and down
        self.high = np.zeros(len(lattice.value), dtype=np.int64)
        self.low = np.zeros(len(lattice.value), dtype=np.int64)
        self.names = count()

    def add(self, shift: Shift) -> int:
        """Withhold the cells of the shift; return its name here."""
        name = next(self.names)
        self.shifts[name] = shift
        self.withheld[shift.cells] = True
        high, low = shift.highest(), shift.lowest()
        for cell, ends in zip(shift.cells.tolist(), zip(high.tolist(), low.tolist(), strict=True), strict=True):
            self.reach[cell][name] = ends
        self.high[shift.cells] = np.maximum(self.high[shift.cells], high)
        self.low[shift.cells] = np.minimum(self.low[shift.cells], low)
        return name

    def short(self) -> Mask:
        """Return the withheld cells that are not yet uncertain enough."""
        return self.withheld & ~self.lattice.known & (self.high - self.low < self.lattice.width)

    def cost(self) -> float:
        return float(self.lattice.cost[self.withheld].sum())

    def release(self, cell: int, find: Finder) -> bool:
        """Try to print one withheld cell after all; give up if any other would become known."""
        removed = [self._drop(name) for name in tuple(self.reach[cell])]
        self.withheld[cell] = False
        added = self._mend(find)
        if not self.short().any():
            return True
        for name in added:
            self._drop(name)
        for shift in removed:
            self.add(shift)
        self.withheld[cell] = True
        return False

    def _mend(self, find: Finder) -> list[int]:
        added: list[int] = []
        for target in np.flatnonzero(self.short()).tolist():
            if self.high[target] - self.low[target] < self.lattice.width[target]:
                shift = find(self, target)
                if shift is None or not self.withheld[shift.cells].all():
                    break
                added.append(self.add(shift))
        return added

    def _drop(self, name: int) -> Shift:
        shift = self.shifts.pop(name)
        for cell in shift.cells.tolist():
            left = self.reach[cell]
            del left[name]
            self.high[cell] = max((high for high, _ in left.values()), default=0)
            self.low[cell] = min((low for _, low in left.values()), default=0)
        return shift
