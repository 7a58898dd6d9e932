"""The auditor finds exactly what an outsider can derive, and never passes what it could not prove."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.stats.disclosure import PrintedTable, Table, audit, print_table

SQUARE = Table(("year", "sex"), {("a", "f"): 2, ("a", "m"): 7, ("b", "f"): 6, ("b", "m"): 9})


def hide(table, *cells):
    mask = np.zeros(table.shape, dtype=bool)
    for cell in cells:
        mask[tuple(axis.codes.index(code) for axis, code in zip(table.axes, cell, strict=True))] = True
    return print_table(table, mask)


def ends(report):
    return {tuple(i.at.values()): (i.low, i.high) for i in report.intervals}


def test_one_mark_in_a_row_is_no_protection():
    report = audit(hide(SQUARE, ("a", "f")))
    assert not report.passed
    assert ends(report) == {("a", "f"): (2, 2)}


def test_a_square_of_marks_ranges_as_far_as_its_smallest_cells_allow():
    report = audit(hide(SQUARE, *product("ab", "fm")))
    assert ends(report) == {("a", "f"): (0, 8), ("a", "m"): (1, 9), ("b", "f"): (0, 8), ("b", "m"): (7, 15)}
    assert report.passed
    assert report.narrowest.width == 8


def test_a_wider_protection_fails_the_same_square():
    assert audit(hide(SQUARE, *product("ab", "fm")), width=8).passed
    assert not audit(hide(SQUARE, *product("ab", "fm")), width=9).passed


def test_withheld_without_any_sum_has_no_upper_end():
    table = Table(("sex",), {("f",): 3, ("m",): 9})
    report = audit(hide(table, ("f",), ("Total",)))
    assert ends(report) == {("f",): (0, None), ("Total",): (9, None)}
    assert report.passed


def test_a_second_table_can_give_a_cell_away():
    years = Table(("year",), {("a",): 9, ("b",): 15})
    first = hide(years, ("a",), ("b",), ("Total",))
    assert audit(first).passed
    assert ends(audit([first, hide(SQUARE)]))[("a",)] == (9, 9)
    assert not audit([first, hide(SQUARE)]).passed


def test_knowing_ones_own_cell_narrows_the_others():
    printed = hide(SQUARE, *product("ab", "fm"))
    knower = ({"year": "a", "sex": "f"}, (2, 2))
    report = audit(printed, outside_knowledge=[knower])
    assert not report.passed
    assert {i.verdict for i in report.intervals} == {"known", "narrow"}


def test_knowing_that_marks_are_never_zero_narrows_the_interval():
    report = audit(hide(SQUARE, *product("ab", "fm")), known_bounds=(1, None))
    assert ends(report)[("a", "f")] == (1, 7)


def test_contradictory_print_never_passes():
    printed = hide(SQUARE)
    twisted = replace(printed, numbers=(3, *printed.numbers[1:]))
    report = audit(twisted)
    assert not report.passed
    assert "do not add up" in report.problems[0]
    assert not audit([printed, hide(Table(("year",), {("a",): 9, ("b",): 16}))]).passed


def test_print_that_no_whole_table_fits_never_passes():
    printed = replace(hide(SQUARE, ("a", "f"), ("a", "m")), numbers=(None, None, 9, 6, 9, 15, 4, 20, 24))
    report = audit(printed)
    assert not report.passed
    assert "No table of whole numbers" in report.problems[0]


def test_a_time_out_fails():
    report = audit(hide(SQUARE, *product("ab", "fm")), time_limit=0.0)
    assert not report.passed


def test_structural_zeros_protect_nobody():
    given_zero = Table(("year", "sex"), {("a", "f"): 3, ("b", "m"): 9}, structural_zeros=[("a", "m")])
    assert not audit(hide(given_zero, *product("ab", "fm"))).passed


def test_report_and_printed_table_are_machine_readable():
    printed = hide(SQUARE, *product("ab", "fm"))
    assert PrintedTable.from_dict(printed.as_dict()) == printed
    proof = audit(printed).as_dict()
    assert proof["passed"] is True
    assert proof["solver"].startswith("HiGHS 1.")
    assert proof["narrowest"]["width_needed"] == 5


def every_table(shape, printed, total):
    """Yield all whole-number tables of that total that print the same, found without any solver."""
    size = int(np.prod(shape))
    for bars in combinations(range(total + size - 1), size - 1):
        leaves = np.diff([-1, *bars, total + size - 1]) - 1
        table = leaves.reshape(shape)
        for axis in range(len(shape)):
            table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
        flat = table.ravel()
        if all(number is None or number == value for number, value in zip(printed.numbers, flat, strict=True)):
            yield flat


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_intervals_are_those_of_all_tables_counted_one_by_one(data):
    shape = data.draw(st.sampled_from([(4,), (2, 2), (2, 3), (2, 2, 2)]))
    filled = data.draw(st.lists(st.sampled_from(list(np.ndindex(*shape))), min_size=1, max_size=6))
    counts = {tuple(map(str, ix)): filled.count(ix) for ix in np.ndindex(*shape)}
    table = Table(("x", "y", "z")[: len(shape)], counts)
    size = table.values.size
    mask = np.array([*data.draw(st.lists(st.booleans(), min_size=size - 1, max_size=size - 1)), False])
    printed = print_table(table, mask.reshape(table.shape))
    everything = np.array(list(every_table(shape, printed, len(filled))))[:, mask]
    report = audit(printed, exact=True)
    assert [i.low for i in report.intervals] == everything.min(axis=0).tolist()
    assert [i.high for i in report.intervals] == everything.max(axis=0).tolist()
    assert report.passed == (np.ptp(everything, axis=0) >= 5).all()
