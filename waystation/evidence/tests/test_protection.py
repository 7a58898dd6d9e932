"""Figures pass the gate protected, or not at all."""

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.evidence import protection
from waystation.evidence.figures import Count, Figures
from waystation.evidence.indicator import Indicator
from waystation.evidence.published import Dimension

SNAPSHOT = SimpleNamespace(sha256="0" * 64)


def figures(dimensions, rows, code="made_up", **more):
    wanted = Indicator(code, 1, {}, {}, "person", (), tuple(Dimension(code) for code in dimensions), **more)
    return Figures(wanted, SNAPSHOT, "2005", tuple(Count(at, value, people) for at, value, people in rows))


def cells(outcome):
    return {tuple(cell.at.values()): cell for cell in outcome.table.cells}


def test_few_people_are_withheld_and_cannot_be_worked_out():
    rows = [(("2005", "a"), 3, 3), (("2005", "b"), 40, 40), (("2006", "a"), 20, 20), (("2006", "b"), 30, 30)]
    found = cells(protection.protect_alone(figures(("year", "kind"), rows)))
    hidden = {at for at, cell in found.items() if cell.status == "withheld"}
    assert ("2005", "a") in hidden
    assert len(hidden) >= 4
    assert all(found[at].value is None for at in hidden)


def test_several_codes_a_person_are_each_protected_against_the_total():
    rows = [(("a",), 60, 60), (("b",), 50, 50), (("c",), 2, 2), (("d",), 98, 98), (("Total",), 100, 100)]
    found = cells(protection.protect_alone(figures(("form",), rows, several="form", shares=True)))
    assert (found["a",].value, found["a",].share_pct) == (60, 60.0)
    assert found["c",].status == "withheld"
    assert found["d",].status == "withheld", "all but two have it: the two would be seen"
    assert found["Total",].value == 100
    assert found["c",].share_pct is None


def test_many_nights_of_two_people_are_withheld():
    rows = [(("2005",), 300, 2), (("2006",), 900, 9), (("2007",), 800, 8)]
    found = cells(protection.protect_alone(figures(("year",), rows, counted="bed_nights")))
    assert found["2005",].status == "withheld"


def test_a_total_of_people_who_return_is_refused():
    rows = [(("2005", "x"), 100, 3), (("2006", "x"), 100, 3), (("Total", "x"), 200, 3)]
    outcome = protection.protect_alone(figures(("year", "kind"), rows, counted="bed_nights"))
    assert outcome.table is None
    assert "return in its parts" in outcome.refusal
    assert "longer periods" in outcome.refusal


def test_answers_are_not_head_counts():
    rows = [(("s", "before"), 20, 10), (("s", "after"), 40, 10), (("s", "Total"), 50, 10)]
    made = figures(("audience", "test"), rows, several="test", shares=True, counted="answers")
    found = cells(protection.protect_alone(made))
    assert (found["s", "before"].share_pct, found["s", "after"].share_pct) == (40.0, 80.0)


def test_nothing_to_count_is_refused_with_a_remedy():
    assert "Record or import" in protection.protect_alone(figures(("year",), [])).refusal


def test_tables_that_count_the_same_are_protected_together():
    by_year = figures(("year",), [(("2005",), 3, 3), (("2006",), 50, 50), (("2007",), 60, 60)])
    rows = [((year, "k"), number, number) for year, number in (("2005", 3), ("2006", 50), ("2007", 60))]
    both = figures(("year", "kind"), rows, code="finer")
    first, second = protection.protect_together([by_year, both])
    hidden = {at for at, cell in cells(first).items() if cell.status == "withheld"}
    assert {at[:1] for at, cell in cells(second).items() if cell.status == "withheld" and at[1] == "Total"} == hidden
    assert first.table.method["linked"] == ["finer", "made_up"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 30)), max_size=9))
@settings(max_examples=40, deadline=None)
def test_no_shown_number_rests_on_one_to_four_people(rows):
    counts = {(one, two): number for one, two, number in rows}
    outcome = protection.protect_alone(figures(("one", "two"), [(at, n, n) for at, n in sorted(counts.items())]))
    if outcome.table is not None:
        assert outcome.table.audit["passed"]
        assert all(cell.value is None or cell.value == 0 or cell.value >= 5 for cell in outcome.table.cells)
