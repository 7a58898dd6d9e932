"""Exchange shifts inside one table: some people move between categories, and all sums stay true.

A swap along one dimension moves people from one category to another; doing it the other way round in
another category of each other dimension leaves every total true. Where a total may be withheld, people
can also be added without being taken away elsewhere.
"""

import numpy as np

from waystation.stats.disclosure.axes import Axis
from waystation.stats.disclosure.cover import Cover, Shift
from waystation.stats.disclosure.lattice import FAR, Floats, Ints, Lattice, Mask
from waystation.stats.disclosure.table import Table

NEVER = 1e9  # a price no shift can pay


class Swaps:
    """Finds the cheapest exchange that keeps one cell uncertain, among all exchanges of its table."""

    def __init__(self, lattice: Lattice, table: Table, place: Ints, shared: Mask) -> None:
        self.lattice = lattice
        self.axes = table.axes
        self.grid = place.reshape(table.shape)
        self.banned = (lattice.fixed | shared)[self.grid]
        self.position = {int(cell): i for i, cell in enumerate(place)}
        self.down, self.up = lattice.down[self.grid], lattice.up[self.grid]
        self.members = [axis.membership() for axis in table.axes]

    def find(self, cover: Cover, cell: int, *, only_withheld: bool = False) -> Shift | None:
        """Return the cheapest exchange through the cell; None when there is none."""
        if cell not in self.position:
            return None
        at = np.unravel_index(self.position[cell], self.grid.shape)
        choices = [_choices(axis, self.members[d], int(at[d])) for d, axis in enumerate(self.axes)]
        price = self._prices(cover, only_withheld=only_withheld)
        need = int(self.lattice.width[cell])
        found = [self._cheapest(choices, price, split) for split in self._splits(cell, need)]
        best = min(found, key=lambda pair: pair[0], default=(NEVER, ()))
        return None if best[0] >= NEVER else self._shift(choices, best[1])

    def _prices(self, cover: Cover, *, only_withheld: bool) -> Floats:
        hidden = cover.withheld[self.grid]
        price = np.where(hidden, 1e-3, NEVER if only_withheld else self.lattice.cost[self.grid])
        return np.asarray(np.where(self.banned, NEVER, price))

    def _splits(self, cell: int, need: int) -> list[tuple[int, int]]:
        """Ways to reach the width: so far forwards, so far backwards."""
        back = int(min(need, self.lattice.down[cell]))
        return list(dict.fromkeys([(need - back, back), (need, 0), (need - back // 2, back // 2)]))

    def _cheapest(self, choices: list[Ints], price: Floats, split: tuple[int, int]) -> tuple[float, tuple[int, ...]]:
        forward, backward = split
        bad_gain = NEVER * ((self.up < forward) | (self.down < backward))
        bad_loss = NEVER * ((self.down < forward) | (self.up < backward))
        even = _contract(price + (bad_gain + bad_loss) / 2, [np.abs(c) for c in choices])
        odd = _contract((bad_gain - bad_loss) / 2, choices)
        costs = even + odd
        best = int(np.argmin(costs))
        return float(costs.ravel()[best]), tuple(int(i) for i in np.unravel_index(best, costs.shape))

    def _shift(self, choices: list[Ints], chosen: tuple[int, ...]) -> Shift:
        rows = [c[i] for c, i in zip(choices, chosen, strict=True)]
        places = np.ix_(*[np.flatnonzero(row) for row in rows])
        step = np.ones((1,) * len(rows), dtype=np.int64)
        for d, row in enumerate(rows):
            step = step * row[np.flatnonzero(row)].reshape([-1 if e == d else 1 for e in range(len(rows))])
        cells, gain = self.grid[places].ravel(), step.ravel() > 0
        up, down = self.up[places].ravel(), self.down[places].ravel()
        return Shift(
            cells, step.ravel(),
            up=_most(up[gain], down[~gain]), down=_most(down[gain], up[~gain]),
        )  # fmt: skip


def _most(*limits: Ints) -> int:
    return int(min(FAR, *(int(limit.min()) for limit in limits if limit.size)))


def _choices(axis: Axis, members: Ints, node: int) -> Ints:
    """Return what may happen along one dimension: a row of +1, 0, -1 per code for each choice."""
    inside = np.flatnonzero(members[node])
    outside = np.flatnonzero(members[node] == 0)
    added = members[:, inside].T
    swapped = (added[:, None, :] - members[:, outside].T[None, :, :]).reshape(-1, len(axis.codes))
    return np.concatenate([added, swapped])


def _contract(array: Floats, choices: list[Ints]) -> Floats:
    for d, choice in enumerate(choices):
        array = np.moveaxis(np.tensordot(choice.astype(float), array, axes=(1, d)), 0, d)
    return array
