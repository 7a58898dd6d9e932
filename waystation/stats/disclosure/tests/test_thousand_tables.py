"""A thousand random tables: ours hold, "fewer than 5" falls."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from waystation.stats.disclosure import ProtectionRules, audit, print_table, protect
from waystation.stats.disclosure.tests.random_tables import random_table, tables

five_hundred = settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@five_hundred
@given(tables(grouped=True))
def test_no_withheld_cell_of_500_grouped_tables_is_derivable_within_its_width(table):
    check(table)


@pytest.mark.slow
@five_hundred
@given(tables(grouped=False))
def test_no_withheld_cell_of_500_flat_tables_is_derivable_within_its_width(table):
    check(table)


def check(table):
    protected = protect(table)
    report = audit(protected.published(), exact=True)
    true = [
        protected.table.values[at]
        for at, cell in zip(table.positions(), protected.cells, strict=True)
        if cell.value is None
    ]
    assert report.passed
    assert len(report.intervals) == len(true)
    for interval, value in zip(report.intervals, true, strict=True):
        assert interval.width >= 5
        assert interval.low <= value
        assert interval.high is None or value <= interval.high


def test_naive_suppression_falls():
    """Hiding only 1 to 4 gives small cells back exactly; the protected tables give back none."""
    random = np.random.default_rng(7)
    exact = small = fallen = 0
    for _ in range(40):
        table = random_table([3, 4, 2], random, 4.0)
        report = audit(print_table(table, (table.values >= 1) & (table.values < 5)), known_bounds=(1, 4), exact=True)
        small += len(report.intervals)
        exact += sum(i.low == i.high for i in report.intervals)
        fallen += not report.passed
    assert fallen == 40
    assert exact > 0.25 * small


def test_protected_tables_give_nothing_back_to_the_same_attack():
    random = np.random.default_rng(7)
    for _ in range(10):
        protected = protect(random_table([3, 4, 2], random, 4.0), ProtectionRules())
        assert min((i.width for i in audit(protected.published(), exact=True).intervals), default=5) >= 5
