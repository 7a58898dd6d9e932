"""What is withheld so far, and the shifts that keep each withheld cell uncertain."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
        self.shifts: list[Shift] = []
        self.high = np.zeros(len(lattice.value), dtype=np.int64)
        self.low = np.zeros(len(lattice.value), dtype=np.int64)

    def add(self, shift: Shift) -> None:
        self.shifts.append(shift)
        self.withheld[shift.cells] = True
        self._stretch(shift)

    def short(self) -> Mask:
        """Return the withheld cells that are not yet uncertain enough."""
        return self.withheld & ~self.lattice.known & (self.high - self.low < self.lattice.width)

    def cost(self) -> float:
        return float(self.lattice.cost[self.withheld].sum())

    def release(self, cell: int, find: Finder) -> bool:
        """Try to print one withheld cell after all; give up if any other would become known."""
        before = (self.withheld.copy(), list(self.shifts), self.high, self.low)
        self.withheld[cell] = False
        self._recount(shift for shift in before[1] if cell not in shift.cells)
        for target in np.flatnonzero(self.short()):
            if self.short()[target]:
                shift = find(self, int(target))
                if shift is None or not self.withheld[shift.cells].all():
                    break
                self.add(shift)
        if not self.short().any():
            return True
        self.withheld, self.shifts, self.high, self.low = before
        return False

    def _recount(self, shifts: Iterable[Shift]) -> None:
        self.shifts = list(shifts)
        self.high, self.low = np.zeros_like(self.high), np.zeros_like(self.low)
        for shift in self.shifts:
            self._stretch(shift)

    def _stretch(self, shift: Shift) -> None:
        self.high[shift.cells] = np.maximum(self.high[shift.cells], shift.highest())
        self.low[shift.cells] = np.minimum(self.low[shift.cells], shift.lowest())
