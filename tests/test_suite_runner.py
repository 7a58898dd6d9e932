"""The counting of bin/test: what pytest prints is added up rightly."""

import importlib.util
import sys
from pathlib import Path

import pytest

LIB = Path(__file__).resolve().parents[1] / "bin" / "lib"
pytestmark = pytest.mark.no_database


@pytest.fixture
def suite(monkeypatch):
    monkeypatch.syspath_prepend(str(LIB))
    spec = importlib.util.spec_from_file_location("suite", LIB / "suite.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("cluster", None)


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("15 passed in 7.90s", (15, 0, 0)),
        ("1 failed, 34 passed, 2 skipped in 14.14s", (34, 1, 2)),
        ("= 2 failed, 1 passed, 1 error in 70.33s (0:01:10) =", (1, 3, 0)),
        ("3 passed, 1 xfailed, 1 xpassed in 1.00s", (4, 0, 1)),
        ("no tests ran in 0.01s", (0, 0, 0)),
    ],
)
def test_closing_lines_are_read(suite, line, counts):
    assert tuple(suite.counts_of(line).values()) == counts


@pytest.mark.parametrize("line", ["test_a.py ....  [100%]", "", "he passed in haste", "12 passed"])
def test_other_lines_are_not(suite, line):
    assert suite.counts_of(line) == {}


def test_a_crash_without_a_closing_line_counts_as_failed(suite, monkeypatch):
    tally = suite.Tally()
    suite.pytest(tally, "nothing there", "--no-such-option")
    assert tally.line() == "0 passed, 1 failed, 0 skipped"
