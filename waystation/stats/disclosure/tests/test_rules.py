"""Which cells are sensitive."""

import pytest

from waystation.stats.disclosure import BadRules, ProtectionRules, Table, sensitive_cells
from waystation.stats.disclosure.rules import rules_found


def flags(table, **rules):
    return sensitive_cells(table, ProtectionRules(**rules)).tolist()


def test_rules_are_discovered():
    assert set(rules_found()) == {"group", "threshold", "zeros"}


def test_few_people_are_sensitive_and_zeros_are_not():
    table = Table(("sex",), {("f",): 4, ("m",): 5, ("o",): 0})
    assert flags(table) == [True, False, False, False]


def test_threshold_counts_people_and_not_nights():
    table = Table(("sex",), {("f",): 300, ("m",): 3}, people={("f",): 2, ("m",): 9}, counted="nights")
    assert flags(table) == [True, False, False]


def test_zeros_are_sensitive_by_policy_but_never_where_nobody_can_be():
    table = Table(("sex",), {("f",): 9}, categories={"sex": ["f", "m", "o"]}, structural_zeros=[("o",)])
    assert flags(table, zeros_are_safe=False) == [False, True, False, False]


def test_all_in_a_group_are_girls_is_sensitive_when_asked():
    table = Table(("sex",), {("f",): 30, ("m",): 0, ("o",): 4})
    assert flags(table, group_disclosure=True) == [True, False, True, False]
    assert flags(table) == [False, False, True, False]


@pytest.mark.parametrize("wrong", [{"threshold": 0}, {"width": 0}, {"widths": {"nights": 0}}, {"known_bounds": (3, 2)}])
def test_rules_that_protect_nobody_are_refused(wrong):
    with pytest.raises(BadRules):
        ProtectionRules(**wrong)
