"""Whole-number shifts of a table that leave every printed sum true: what withholding is made of."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from waystation.stats.disclosure.cover import Cover, Shift
from waystation.stats.disclosure.lattice import Floats, Ints, Lattice
from waystation.stats.disclosure.solver import highs, quiet_solver

NEAR = 1e-6
PATIENCE = 0  # answers with fractions that a hasty search follows up: measured, more cost time and win nothing


class Moves:
    """Finds the cheapest shift that moves chosen cells far enough.

    A shift moves some cells up and some down so that all sums stay true. If only withheld cells move,
    an outsider cannot tell the shifted table from the true one.
    """

    def __init__(self, lattice: Lattice, deadline: float) -> None:
        self.lattice = lattice
        self.deadline = deadline
        self.patience = PATIENCE
        self.highspy = highs()
        self.count = len(lattice.value)
        self.model = quiet_solver()
        self.model.setOptionValue("mip_rel_gap", 0.05)
        self.model.setOptionValue("mip_max_nodes", 200)
        self.model.passModel(self._problem())
        self.columns = np.arange(2 * self.count, dtype=np.int32)

    def _problem(self) -> Any:
        lat, problem = self.lattice, self.highspy.HighsLp()
        problem.num_col_, problem.num_row_ = 2 * self.count, lat.rows
        problem.col_cost_ = np.zeros(2 * self.count)
        problem.col_lower_ = np.zeros(2 * self.count)
        problem.col_upper_ = np.zeros(2 * self.count)
        problem.row_lower_ = problem.row_upper_ = np.zeros(lat.rows)
        columns = np.concatenate([lat.cell, lat.cell + self.count])
        rows = np.concatenate([lat.row, lat.row])
        order = np.lexsort((rows, columns))
        problem.a_matrix_.format_ = self.highspy.MatrixFormat.kColwise
        ends = np.searchsorted(columns[order], np.arange(2 * self.count + 1))
        problem.a_matrix_.start_ = ends.astype(np.int32)
        problem.a_matrix_.index_ = rows[order].astype(np.int32)
        problem.a_matrix_.value_ = np.concatenate([lat.sign, -lat.sign])[order].astype(float)
        return problem

    def shifts_for(self, cover: Cover, target: int, *, patient: bool) -> Iterator[Shift]:
        """Yield the cheapest shifts that move the target: one way, then what is missing the other way.

        A hasty search gives up on answers with fractions once its patience is used up; patience is
        counted in questions, not seconds, so that the same table always gets the same protection.
        """
        if patient:
            self.patience = max(self.patience, 2)
        width = int(self.lattice.width[target])
        ways = (-1, 1) if self.lattice.down[target] >= width else (1, -1)
        for way in ways:
            reached = int(cover.high[target] - cover.low[target])
            beyond = int(cover.high[target] if way > 0 else -cover.low[target])
            shift = self._cheapest(cover, target, way, width - reached + beyond)
            if shift is not None:
                yield shift

    def _cheapest(self, cover: Cover, target: int, way: int, amount: int) -> Shift | None:
        """Move the target by the amount; if that is impossible, as far as it goes."""
        price = np.where(cover.withheld, 1e-2, self.lattice.cost)
        most_up, most_down = self.lattice.up.copy(), self.lattice.down.copy()
        along, against = (most_up, most_down) if way > 0 else (most_down, most_up)
        amount = int(min(amount, along[target]))
        along[target], against[target] = amount, 0
        found = self.find(price, most_up, most_down, (target, way, amount))
        if found is None and amount > 1:
            reward = np.zeros(self.count)
            reward[target] = price.sum()
            found = self.find(price - reward, most_up, most_down, (target, way, 1))
        return found

    def find(self, price: Floats, most_up: Ints, most_down: Ints, least: tuple[int, int, int]) -> Shift | None:
        """Return the cheapest shift that moves one cell at least so far; None when there is none in time."""
        target, way, amount = least
        low = np.zeros(2 * self.count)
        low[target if way > 0 else target + self.count] = amount
        high = np.concatenate([most_up, most_down]).astype(float)
        self.model.changeColsBounds(2 * self.count, self.columns, low, high)
        self.model.changeColsCost(2 * self.count, self.columns, np.concatenate([price, price]))
        found = self._run()
        if found is not None and np.abs(found - np.rint(found)).max(initial=0.0) > NEAR:
            found = self._run_whole() if self.patience > 0 else None
        return None if found is None else self._checked(found)

    def _run(self) -> Floats | None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            return None
        self.model.setOptionValue("time_limit", left)
        self.model.run()
        status, known = self.model.getModelStatus(), self.highspy.HighsModelStatus
        usable = status == known.kOptimal or (
            status in (known.kTimeLimit, known.kSolutionLimit) and self.model.getInfo().primal_solution_status == 2
        )
        return np.array(self.model.getSolution().col_value) if usable else None

    def _run_whole(self) -> Floats | None:
        self.patience -= 1
        kinds, kind = self.highspy.HighsVarType, np.full(2 * self.count, 1, dtype=np.uint8)
        self.model.changeColsIntegrality(2 * self.count, self.columns, kind * int(kinds.kInteger))
        found = self._run()
        self.model.changeColsIntegrality(2 * self.count, self.columns, kind * int(kinds.kContinuous))
        return found

    def _checked(self, found: Floats) -> Shift | None:
        whole = np.rint(found).astype(np.int64)
        step = whole[: self.count] - whole[self.count :]
        sums = np.zeros(self.lattice.rows, dtype=np.int64)
        np.add.at(sums, self.lattice.row, self.lattice.sign * step[self.lattice.cell])
        allowed = (step <= self.lattice.up).all() and (-step <= self.lattice.down).all()
        cells = np.flatnonzero(step)
        if sums.any() or not allowed or not len(cells):
            return None
        return Shift(cells, step[cells], up=self._times(cells, step[cells]), down=self._times(cells, -step[cells]))

    def _times(self, cells: Ints, step: Ints) -> int:
        """Return how often the shift can be made before a cell would leave its bounds."""
        room = np.where(step > 0, self.lattice.up[cells], self.lattice.down[cells])
        return int((room // np.abs(step)).min())
