"""An outsider with a solver: the smallest and largest whole number every withheld cell can hold."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.equations import Equations
from waystation.stats.disclosure.solver import highs, quiet_solver
from waystation.stats.disclosure.table import CellKey
from waystation.stats.disclosure.witnesses import Witnesses

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NEAR = 1e-6
Answer = Literal["best", "endless", "none", "late"]


@dataclass(frozen=True)
class Finding:
    """Bounds on one cell and what they prove; see `auditing.Interval`."""

    low: int
    high: int | None
    verdict: Literal["wide", "narrow", "undecided"]
    exact: bool


class Solver:
    """One HiGHS model of the printed equations, kept warm between questions."""

    def __init__(self, equations: Equations, *, whole: bool) -> None:
        self.highspy = highs()
        self.model = quiet_solver()
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_abs_gap", 0.5)
        self.model.passModel(self._problem(equations, whole=whole))
        self.columns = np.arange(len(equations.unknown), dtype=np.int32)
        self.version = f"HiGHS {self.model.version()}"

    def _problem(self, equations: Equations, *, whole: bool) -> Any:
        place = {key: i for i, key in enumerate(equations.unknown)}
        problem = self.highspy.HighsLp()
        problem.num_col_ = len(place)
        problem.num_row_ = len(equations.sums)
        problem.col_cost_ = np.zeros(len(place))
        problem.col_lower_ = np.array([low for low, _ in equations.unknown.values()], dtype=float)
        problem.col_upper_ = np.array([np.inf if high is None else high for _, high in equations.unknown.values()])
        right = np.array([value for _, value in equations.sums], dtype=float)
        problem.row_lower_ = problem.row_upper_ = right
        problem.a_matrix_.format_ = self.highspy.MatrixFormat.kRowwise
        lengths = [len(terms) for terms, _ in equations.sums]
        problem.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        problem.a_matrix_.index_ = np.array([place[k] for terms, _ in equations.sums for k, _ in terms], dtype=np.int32)
        problem.a_matrix_.value_ = np.array([sign for terms, _ in equations.sums for _, sign in terms], dtype=float)
        if whole:
            problem.integrality_ = [self.highspy.HighsVarType.kInteger] * len(place)
        return problem

    def maximise(self, weights: Floats, deadline: float) -> tuple[Answer, Floats]:
        """Return how the question ended and the table found."""
        left = deadline - time.monotonic()
        if left <= 0:
            return "late", np.empty(0)
        self.model.setOptionValue("time_limit", left)
        self.model.changeColsCost(len(self.columns), self.columns, -weights)
        self.model.run()
        status, known = self.model.getModelStatus(), self.highspy.HighsModelStatus
        if status == known.kOptimal:
            return "best", np.array(self.model.getSolution().col_value)
        if status == known.kUnbounded:
            return "endless", np.empty(0)
        if status == known.kUnboundedOrInfeasible:  # a table was found before, so it is not infeasible
            return "endless", np.empty(0)
        return ("none" if status == known.kInfeasible else "late"), np.empty(0)

    def set_bounds(self, low: Floats, high: Floats) -> None:
        self.model.changeColsBounds(len(self.columns), self.columns, low, high)


class Attack:
    """Collects whole-number tables that agree with the print, until every cell is judged."""

    def __init__(self, equations: Equations, needed: Sequence[int], deadline: float) -> None:
        self.equations = equations
        self.keys = tuple(equations.unknown)
        self.needed = np.array(needed, dtype=np.int64)
        self.deadline = deadline
        self.problem = ""
        self.lines = Solver(equations, whole=False)
        self.whole: Solver | None = None
        self.solver = self.lines.version
        self.low_allowed = np.array([low for low, _ in equations.unknown.values()], dtype=float)
        self.high_allowed = np.array([np.inf if h is None else h for _, h in equations.unknown.values()])
        self._rows()
        self.lowest: Ints = np.empty(0, dtype=np.int64)
        self.highest: Ints = np.empty(0, dtype=np.int64)
        self.endless = np.zeros(len(self.keys), dtype=bool)
        self.free = np.array([key not in equations.declared for key in self.keys])

    def _rows(self) -> None:
        place = {key: i for i, key in enumerate(self.keys)}
        self.cell = np.array([place[k] for terms, _ in self.equations.sums for k, _ in terms], dtype=np.int64)
        self.sign = np.array([sign for terms, _ in self.equations.sums for _, sign in terms], dtype=np.int64)
        self.row = np.repeat(np.arange(len(self.equations.sums)), [len(terms) for terms, _ in self.equations.sums])
        self.right = np.array([value for _, value in self.equations.sums], dtype=np.int64)

    def try_witnesses(self, witnesses: Witnesses) -> None:
        """Keep the tables shown by others that hold in exact whole-number arithmetic."""
        if set(witnesses.base) != set(self.keys):
            return
        self._keep(np.array([witnesses.base[key] for key in self.keys], dtype=float))
        if not self.lowest.size:
            return
        base, place = self.lowest.copy(), {key: i for i, key in enumerate(self.keys)}
        order = np.argsort(self.cell, kind="stable")
        starts = np.searchsorted(self.cell[order], np.arange(len(self.keys) + 1))
        for change in witnesses.changes:
            cells = np.array([place[key] for key in change if key in place], dtype=np.int64)
            steps = np.array([step for key, step in change.items() if key in place], dtype=np.int64)
            touched = [order[starts[i] : starts[i + 1]] for i in cells]
            if len(cells) == len(change) and _cancels(self.row, self.sign, touched, steps):
                self._widen(cells, base[cells] + steps)

    def _widen(self, cells: Ints, values: Ints) -> None:
        if (values >= self.low_allowed[cells]).all() and (values <= self.high_allowed[cells]).all():
            self.lowest[cells] = np.minimum(self.lowest[cells], values)
            self.highest[cells] = np.maximum(self.highest[cells], values)

    def find_any_table(self) -> bool:
        """Find one whole-number table that agrees with the print; without it nothing is proven."""
        if self.lowest.size:
            return True
        nothing = np.zeros(len(self.keys))
        answer, found = self._ask(nothing, self.deadline)
        if answer == "best" and not self.lowest.size:
            answer, found = self._ask_whole(nothing)
            self._keep(found)
        if self.lowest.size:
            return True
        self.problem = (
            "No table of whole numbers agrees with everything printed. Recount the printed cells."
            if answer == "none"
            else "No table that agrees with the print was found in time. Allow more time or print fewer cells."
        )
        return False

    def judge(self, *, wants_ends: bool) -> Mapping[CellKey, Finding]:
        if not wants_ends:
            self._shake()
        return {key: self._judge_one(i, wants_ends=wants_ends) for i, key in enumerate(self.keys)}

    def _open(self) -> npt.NDArray[np.bool_]:
        return self.free & ~self.endless & (self.highest - self.lowest < self.needed)

    def _shake(self) -> None:
        """Move many unproven cells at once, in random directions, and keep every table met."""
        random = np.random.default_rng(20)
        before = len(self.keys) + 1
        while (left := int(self._open().sum())) and left < 0.97 * before and time.monotonic() < self.deadline:
            before = left
            for _ in range(4):
                weights = np.where(self._open(), random.choice([-1.0, 1.0], len(self.keys)), 0.0)
                self._fence(weights)
                self._ask(weights, self.deadline)
        self.lines.set_bounds(self.low_allowed, self.high_allowed)

    def _fence(self, weights: Floats) -> None:
        """Keep the moved cells near a known table, so that the question has an end."""
        moved = weights != 0
        low = np.where(moved, np.maximum(self.low_allowed, self.lowest - self.needed), self.low_allowed)
        high = np.where(moved, np.minimum(self.high_allowed, self.highest + self.needed), self.high_allowed)
        self.lines.set_bounds(low, high)

    def _ask(self, weights: Floats, deadline: float) -> tuple[Answer, Floats]:
        answer, found = self.lines.maximise(weights, deadline)
        if answer == "best":
            self._keep(found)
        return answer, found

    def _ask_whole(self, weights: Floats) -> tuple[Answer, Floats]:
        if self.whole is None:
            self.whole = Solver(self.equations, whole=True)
        return self.whole.maximise(weights, self.deadline)

    def _keep(self, found: Floats) -> None:
        """Accept a table as witness only if it holds in exact whole-number arithmetic."""
        table = np.rint(found).astype(np.int64)
        sums = np.zeros(len(self.right), dtype=np.int64)
        np.add.at(sums, self.row, self.sign * table[self.cell])
        agrees = (sums == self.right).all() and (table >= self.low_allowed).all() and (table <= self.high_allowed).all()
        if agrees and self.lowest.size:
            np.minimum(self.lowest, table, out=self.lowest)
            np.maximum(self.highest, table, out=self.highest)
        elif agrees:
            self.lowest, self.highest = table.copy(), table.copy()

    def _judge_one(self, i: int, *, wants_ends: bool) -> Finding:
        if not self.free[i] or (not wants_ends and not self._open()[i]):
            return self._finding(i, outer=(-np.inf, np.inf), wants_ends=False)
        outer_high = self._end(i, 1.0, wants_ends=wants_ends)
        if not wants_ends and not self._open()[i]:
            return self._finding(i, outer=(-np.inf, outer_high), wants_ends=False)
        return self._finding(i, outer=(self._end(i, -1.0, wants_ends=wants_ends), outer_high), wants_ends=wants_ends)

    def _end(self, i: int, direction: float, *, wants_ends: bool) -> float:
        """Return the proven end of the interval on one side; infinite where none is proven."""
        weights = np.zeros(len(self.keys))
        weights[i] = direction
        answer, found = self._ask(weights, self.deadline)
        if answer == "endless" and direction > 0:
            self.endless[i] = True
        if answer != "best":
            return direction * np.inf
        end = float(np.floor(direction * found[i] + NEAR)) * direction
        if self._reached(i, direction) == end or not (wants_ends or self._open()[i]):
            return end
        return self._whole_end(weights, i, end)

    def _whole_end(self, weights: Floats, i: int, end: float) -> float:
        answer, found = self._ask_whole(weights)
        if answer != "best":
            return end
        self._keep(found)
        return float(np.rint(found[i]))

    def _reached(self, i: int, direction: float) -> int:
        return int(self.highest[i] if direction > 0 else self.lowest[i])

    def _finding(self, i: int, *, outer: tuple[float, float], wants_ends: bool) -> Finding:
        low, high = int(self.lowest[i]), None if self.endless[i] else int(self.highest[i])
        exact = outer[0] == low and (self.endless[i] or outer[1] == high)
        if self.endless[i] or high is None or high - low >= self.needed[i]:
            return Finding(low, high, "wide", exact=bool(exact and wants_ends))
        if outer[1] - outer[0] < self.needed[i]:
            return Finding(int(outer[0]), int(outer[1]), "narrow", exact=bool(exact))
        return Finding(low, high, "undecided", exact=False)


def _cancels(row: Ints, sign: Ints, touched: Sequence[Ints], steps: Ints) -> bool:
    """Tell whether a change leaves every sum it touches as it was."""
    if not touched:
        return True
    terms = np.concatenate(touched)
    moved = sign[terms] * np.repeat(steps, [len(t) for t in touched])
    rows, inverse = np.unique(row[terms], return_inverse=True)
    sums = np.zeros(len(rows), dtype=np.int64)
    np.add.at(sums, inverse, moved)
    return not sums.any()
