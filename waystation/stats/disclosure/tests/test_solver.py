"""The solver works wherever it is called, and says so when it does not."""

import subprocess
import sys

import highspy
import pytest

from waystation.stats.disclosure.solver import quiet_solver

OTHERS_FIRST = """
import highspy
from waystation.stats.disclosure.solver import quiet_solver

for solver in (highspy.Highs(), quiet_solver()):
    solver.setOptionValue("output_flag", False)
    solver.addVar(0.0, 5.0)
    solver.changeColCost(0, -1.0)
    solver.run()
print(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
"""


def test_it_solves_after_others_have_used_more_threads_in_the_same_process():
    done = subprocess.run([sys.executable, "-c", OTHERS_FIRST], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("True"), done.stderr


def test_what_it_cannot_work_on_is_no_answer_that_came_late(monkeypatch):
    monkeypatch.setattr(highspy.Highs, "run", lambda _self: highspy.HighsStatus.kError)
    with pytest.raises(RuntimeError, match="could not work"):
        quiet_solver().run()
