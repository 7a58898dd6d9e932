"""An outsider takes everything a release prints and solves for what it withholds: own equations, own solver runs."""

import json
import math
import urllib.error
import urllib.request

import highspy
import numpy as np
import pytest

from waystation.evidence.indicator import indicator

pytestmark = [pytest.mark.no_database, pytest.mark.slow]
SETS = ("assistance", "helpline", "on_the_move", "prevention")
TOTAL = "Total"
INFINITY = highspy.kHighsInf


class Attack:
    """All printed tables of one release as one system: a variable for each cell of each counted population."""

    def __init__(self, release):
        self.tables = release["tables"]
        self.cells, self.rows = {}, []
        for table in self.tables:
            for cell in table["cells"]:
                self.enter(table, cell)
        for table in self.tables:
            self.sums(table)
        self.populations()
        self.solver = self.model()

    def name(self, table, at):
        """Tables of one population share the cells at which they meet."""
        population = indicator(table["indicator"]).counted
        return population, frozenset((dimension, code) for dimension, code in at.items() if code != TOTAL)

    def enter(self, table, cell):
        known = None if cell["status"] == "withheld" else cell["value"]
        name = self.name(table, cell["at"])
        before = self.cells.get(name)
        assert before is None or known is None or before == known, f"{name} is printed as {before} and as {known}"
        self.cells[name] = known if before is None else before

    def sums(self, table):
        """What adds up; where one unit stands under several codes, the parts reach the total at least."""
        several = indicator(table["indicator"]).several
        codes = {d["code"]: sorted({c["at"][d["code"]] for c in table["cells"]} - {TOTAL}) for d in table["dimensions"]}
        for cell in table["cells"]:
            for dimension in [name for name, code in cell["at"].items() if code == TOTAL]:
                parts = [self.name(table, {**cell["at"], dimension: code}) for code in codes[dimension]]
                whole = self.name(table, cell["at"])
                if any(part not in self.cells for part in parts) or not parts:
                    continue
                minus = [(part, 1.0) for part in parts] + [(whole, -1.0)]
                self.rows.append((minus, 0.0, INFINITY if dimension == several else 0.0))
                if dimension == several:
                    self.rows += [([(whole, 1.0), (part, -1.0)], 0.0, INFINITY) for part in parts]

    def populations(self):
        """People of whom something is known are some of all people."""
        for name in [name for name in self.cells if name[0].startswith("people with")]:
            whole = ("people", name[1] if ("people", name[1]) in self.cells else frozenset())
            if whole in self.cells:
                self.rows.append(([(whole, 1.0), (name, -1.0)], 0.0, INFINITY))

    def model(self):
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)  # noqa: FBT003  the solver's own interface
        self.place = {name: number for number, name in enumerate(self.cells)}
        for known in self.cells.values():
            solver.addVar(0.0 if known is None else float(known), INFINITY if known is None else float(known))
        for terms, low, high in self.rows:
            where = np.array([self.place[name] for name, _factor in terms], dtype=np.int32)
            solver.addRow(low, high, len(terms), where, np.array([factor for _name, factor in terms]))
        return solver

    def bound(self, name, sense):
        solver, column = self.solver, self.place[name]
        solver.changeColCost(column, 1.0)
        solver.changeObjectiveSense(sense)
        solver.run()
        status, value = solver.getModelStatus(), solver.getInfo().objective_function_value
        solver.changeColCost(column, 0.0)
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return math.inf
        assert status == highspy.HighsModelStatus.kOptimal, f"{name}: {status}"
        return value

    def interval(self, name):
        """Return the whole numbers between which the outsider knows the cell to lie."""
        low = self.bound(name, highspy.ObjSense.kMinimize)
        high = self.bound(name, highspy.ObjSense.kMaximize)
        return math.ceil(low - 1e-6), high if math.isinf(high) else math.floor(high + 1e-6)

    def withheld(self):
        """Yield each withheld cell with the width it was promised."""
        for table in self.tables:
            for cell in table["cells"]:
                if cell["status"] == "withheld":
                    yield self.name(table, cell["at"]), table["audit"]["narrowest"]["width_needed"]


def too_narrow(release):
    attack, found = Attack(release), []
    for name, width in dict(attack.withheld()).items():
        low, high = attack.interval(name) if attack.cells[name] is None else (attack.cells[name],) * 2
        if high - low < width:
            found.append(f"{name} lies between {low} and {high}, promised was a width of {width}")
    return found


@pytest.fixture(scope="module")
def releases(demo):
    """Return what anybody can fetch from the public door."""
    return {set_code: json.loads(fetched(demo, f"{set_code}/1")) for set_code in SETS}


def fetched(demo, edition):
    address = f"{demo.public}/en/releases/{edition}/release.json"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  always http, always our own
        return answer.read()


@pytest.mark.parametrize("set_code", SETS)
def test_nothing_withheld_can_be_solved_for(releases, set_code):
    assert too_narrow(releases[set_code]) == []


def test_there_was_something_to_solve_for(releases):
    withheld = [cell for x in releases.values() for t in x["tables"] for cell in t["cells"] if cell["value"] is None]
    assert len(withheld) > 50
    assert all(cell["share_pct"] is None and cell["low"] is None and not cell["text"] for cell in withheld)


def test_no_small_number_of_people_is_printed(releases):
    small = [
        (table["indicator"], cell["at"], cell["value"])
        for release in releases.values()
        for table in release["tables"]
        for cell in table["cells"]
        if indicator(table["indicator"]).counted in {"people", "contacts", "screening talks", "people with a service"}
        and cell["value"] is not None
        and 0 < cell["value"] < 5
    ]
    assert small == []


def test_the_attack_succeeds_where_a_table_is_protected_badly(releases):
    """Print one of the cells that protect another, and the solver finds that other."""
    release = json.loads(json.dumps(releases["assistance"]))
    table = next(t for t in release["tables"] if t["indicator"] == "people_assisted_by_citizenship_group")
    marked = [cell for cell in table["cells"] if cell["value"] is None]
    rest = sum(cell["value"] or 0 for cell in table["cells"] if cell["at"]["citizenship_group"] != TOTAL)
    whole = next(cell["value"] for cell in table["cells"] if cell["at"]["citizenship_group"] == TOTAL)
    marked[0].update(value=whole - rest - 2, status="shown")
    assert too_narrow(release)


@pytest.mark.parametrize("path", ["assistance/2", "assistance/0", "nothing/1"])
def test_no_edition_can_be_guessed(demo, path):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(demo, path)
