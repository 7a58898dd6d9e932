"""The auditor: from the printed numbers alone, what can an outsider derive about each withheld one?"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from waystation.stats.disclosure.attack import Attack, Finding
from waystation.stats.disclosure.equations import Equations, read_equations
from waystation.stats.disclosure.printed import PrintedTable
from waystation.stats.disclosure.table import CellKey
from waystation.stats.disclosure.witnesses import Witnesses

Bounds = tuple[int, int | None]
Verdict = Literal["wide", "narrow", "undecided", "known"]
EXACT_UP_TO = 100  # withheld cells; beyond this the audit proves widths instead of finding both ends


@dataclass(frozen=True)
class Interval:
    """What an outsider can derive about one withheld cell.

    `wide`: two whole-number tables that agree with everything printed hold `low` and `high` here.
    `narrow`: nothing outside `low`..`high` agrees with what is printed. `undecided`: neither was shown in time.
    `exact` says that low and high are the ends themselves; `high` None means no upper end.
    """

    at: Mapping[str, str]
    counted: str
    low: int
    high: int | None
    needed: int
    verdict: Verdict
    exact: bool

    @property
    def width(self) -> float:
        return float("inf") if self.high is None else self.high - self.low

    def as_dict(self) -> dict[str, object]:
        return {
            "at": dict(self.at),
            "counted": self.counted,
            "low": self.low,
            "high": self.high,
            "width_needed": self.needed,
            "verdict": self.verdict,
            "exact": self.exact,
        }


@dataclass(frozen=True)
class AuditReport:
    """The auditor's answer; `passed` only if every withheld cell is proven wide enough."""

    intervals: tuple[Interval, ...]
    problems: tuple[str, ...]
    solver: str
    seconds: float
    known_bounds: Bounds
    outside_knowledge: tuple[tuple[Mapping[str, str], Bounds], ...]

    @property
    def passed(self) -> bool:
        return not self.problems and all(i.verdict in ("wide", "known") for i in self.intervals)

    @property
    def failed(self) -> tuple[Interval, ...]:
        return tuple(i for i in self.intervals if i.verdict in ("narrow", "undecided"))

    @property
    def narrowest(self) -> Interval | None:
        judged = [i for i in self.intervals if i.verdict != "known"]
        return min(judged, key=lambda interval: interval.width, default=None)

    def as_dict(self) -> dict[str, object]:
        """Return the proof object that is stored beside a release."""
        narrowest = self.narrowest
        return {
            "passed": self.passed,
            "problems": list(self.problems),
            "withheld": len(self.intervals),
            "narrowest": None if narrowest is None else narrowest.as_dict(),
            "intervals": [interval.as_dict() for interval in self.intervals],
            "known_bounds": list(self.known_bounds),
            "outside_knowledge": [[dict(at), list(bounds)] for at, bounds in self.outside_knowledge],
            "solver": self.solver,
            "seconds": round(self.seconds, 3),
        }


def audit(  # noqa: PLR0913 - every argument is one declared assumption about the outsider
    printed: PrintedTable | Sequence[PrintedTable],
    *,
    width: int = 5,
    widths: Mapping[str, int] | None = None,
    known_bounds: Bounds = (0, None),
    outside_knowledge: Sequence[tuple[Mapping[str, str], Bounds]] = (),
    exact: bool | None = None,
    witnesses: Witnesses | None = None,
    time_limit: float = 120.0,
) -> AuditReport:
    """Find the interval an outsider can derive for every withheld cell.

    Units: as printed; `width` is the highest minus the lowest derivable value; `time_limit` in seconds.
    Shape: one table, or several that share cells. `exact=True` finds both ends of every interval;
        False stops at proof that an interval is wide enough; None decides by size (EXACT_UP_TO).
        `witnesses` are tables to try first: each is checked in whole numbers, none is believed.
    Errors: none raised for bad news; contradictions, narrow cells and time-outs make `.passed` False.
    Source: attacker problems, Fischetti and Salazar-González 2001; witnesses checked in whole numbers.
    """
    started = time.monotonic()
    tables = (printed,) if isinstance(printed, PrintedTable) else tuple(printed)
    equations = read_equations(tables, known_bounds, outside_knowledge)
    needed = {key: (widths or {}).get(key[0], width) for key in equations.unknown}
    problems, findings, solver = _attack(
        equations, needed, exact=exact, witnesses=witnesses, deadline=started + time_limit
    )
    return AuditReport(
        intervals=tuple(_intervals(equations, needed, findings)),
        problems=problems,
        solver=solver,
        seconds=time.monotonic() - started,
        known_bounds=known_bounds,
        outside_knowledge=tuple(outside_knowledge),
    )


def _attack(
    equations: Equations,
    needed: Mapping[CellKey, int],
    *,
    exact: bool | None,
    witnesses: Witnesses | None,
    deadline: float,
) -> tuple[tuple[str, ...], Mapping[CellKey, Finding], str]:
    if equations.contradictions:
        return tuple(equations.contradictions), {}, ""
    if not equations.unknown:
        return (), {}, ""
    wants_ends = len(equations.unknown) <= EXACT_UP_TO if exact is None else exact
    attack = Attack(equations, [needed[key] for key in equations.unknown], deadline)
    if witnesses is not None:
        attack.try_witnesses(witnesses)
    if not attack.find_any_table():
        return (attack.problem,), {}, attack.solver
    return (), attack.judge(wants_ends=wants_ends), attack.solver


def _intervals(
    equations: Equations, needed: Mapping[CellKey, int], findings: Mapping[CellKey, Finding]
) -> list[Interval]:
    listed = []
    for key, at in equations.withheld:
        value = equations.shown.get(key)
        if value is not None:
            finding = Finding(value, value, "narrow", exact=True)
        else:
            finding = findings.get(key, Finding(0, None, "undecided", exact=False))
        verdict: Verdict = "known" if key in equations.declared else finding.verdict
        listed.append(Interval(at, key[0], finding.low, finding.high, needed.get(key, 0), verdict, exact=finding.exact))
    return listed
