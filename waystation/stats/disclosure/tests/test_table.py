"""Tables refuse what contradicts itself, and imply their margins."""

import pytest

from waystation.stats.disclosure import BadTable, Table, TableSystem, table_from_rows

TWO = ("year", "sex")


def by_sex(**counts):
    return Table(("sex",), {(sex,): count for sex, count in counts.items()})


def test_margins_are_implied():
    table = Table(TWO, {("2005", "f"): 4, ("2006", "m"): 3})
    assert table.values.tolist() == [[4, 0, 4], [0, 3, 3], [4, 3, 7]]


def test_groups_are_summed_below_the_total():
    table = Table(("place",), {("a",): 1, ("b",): 2, ("c",): 4}, hierarchies={"place": {"a": "ab", "b": "ab"}})
    assert table.axes[0].codes == ("a", "b", "c", "ab", "Total")
    assert table.values.tolist() == [1, 2, 4, 3, 7]


def test_hierarchies_may_have_several_levels():
    parents = {"a": "ab", "b": "ab", "ab": "abc", "c": "abc"}
    table = Table(("place",), {("a",): 1, ("b",): 2, ("c",): 4, ("d",): 8}, hierarchies={"place": parents})
    assert dict(zip(table.axes[0].codes, table.values.tolist(), strict=True))["abc"] == 7


@pytest.mark.parametrize("count", [-1, 2.5, "3", None, True, 10**9])
def test_a_count_that_is_no_count_is_refused(count):
    with pytest.raises(BadTable, match="f has the count"):
        by_sex(f=count)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dimensions": ()}, "no dimension"),
        ({"dimensions": ("sex", "sex")}, "named twice"),
        ({"counts": {("f",): 1}}, "one code for each of year, sex"),
        ({"counts": {("2005", "f"): 1}, "categories": {"sex": ["m"]}}, "'f' is not a category of sex"),
        ({"categories": {"sex": ["f", "f"]}}, "listed twice"),
        ({"categories": {"age": ["f"]}}, "'age' is not a dimension"),
        ({"hierarchies": {"sex": {"f": "all", "all": "f"}}}, "contain each other|has counts of its own"),
        ({"hierarchies": {"sex": {"f": "Total"}}}, "marks the total"),
        ({"people": {("2005", "f"): 0}}, "of nobody"),
        ({"structural_zeros": [("2005", "f")]}, "declared impossible but holds 4"),
        ({"structural_zeros": [("1999", "f")]}, "'1999' is not a category"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(change, words):
    given = {"dimensions": TWO, "counts": {("2005", "f"): 4}, **change}
    with pytest.raises(BadTable, match=words):
        Table(**given)


def test_printed_totals_must_add_up():
    rows = [(("f",), 4), (("m",), 3), (("Total",), 8)]
    with pytest.raises(BadTable, match="Total is given as 8, but its parts add up to 7"):
        table_from_rows(("sex",), rows)
    assert table_from_rows(("sex",), [*rows[:2], (("Total",), 7)]).values.tolist() == [4, 3, 7]


def test_a_cell_given_twice_is_refused():
    with pytest.raises(BadTable, match="given twice"):
        table_from_rows(("sex",), [(("f",), 4), (("f",), 4)])


def test_linked_tables_must_agree():
    with pytest.raises(BadTable, match="people in all: 5 and 6"):
        TableSystem((by_sex(f=5), Table(("year",), {("2005",): 6})))
