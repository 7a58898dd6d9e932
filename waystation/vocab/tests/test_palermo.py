"""The Palermo rule: elements, the child rule, and never less for knowing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.vocab import ABSENT, UnknownCode, code_list
from waystation.vocab.palermo import assess, purposes_of


def some(name: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([code.code for code in code_list(name).answers]), max_size=4)


ACTS, MEANS, PURPOSES = some("palermo_act"), some("palermo_means"), some("palermo_purpose")
CHILD = st.sampled_from([True, False, None])
STRENGTH = {False: 0, None: 1, True: 2}


@pytest.mark.parametrize(
    ("acts", "means", "purposes", "is_child", "complete"),
    [
        ({"recruitment"}, {"deception"}, {"forced_begging"}, False, True),
        ({"recruitment"}, set(), {"forced_begging"}, False, False),
        ({"recruitment"}, set(), {"forced_begging"}, True, True),
        ({"recruitment"}, set(), {"forced_begging"}, None, None),
        ({"recruitment"}, {"fraud"}, {"forced_begging"}, None, True),
        (set(), {"fraud"}, {"forced_begging"}, True, False),
        ({"recruitment"}, {"fraud"}, set(), True, False),
        (set(), set(), set(), None, False),
        ({"unknown"}, {"refused"}, {"not_asked"}, True, False),
    ],
)
def test_the_rule(acts, means, purposes, is_child, complete) -> None:
    assert assess(acts, means, purposes, is_child).elements_complete is complete


@given(ACTS, MEANS, PURPOSES)
def test_a_child_needs_no_means(acts, means, purposes) -> None:
    with_means, without = (
        assess(acts, means, purposes, is_child=True),
        assess(acts, frozenset(), purposes, is_child=True),
    )
    assert with_means.elements_complete == without.elements_complete
    assert "means" not in with_means.missing


@given(ACTS, MEANS, PURPOSES, CHILD, st.tuples(ACTS, MEANS, PURPOSES))
def test_more_support_never_weakens_an_assessment(acts, means, purposes, is_child, more) -> None:
    less = assess(acts, means, purposes, is_child).elements_complete
    greater = assess(acts | more[0], means | more[1], purposes | more[2], is_child).elements_complete
    assert STRENGTH[less] <= STRENGTH[greater]


@given(ACTS, MEANS, PURPOSES)
def test_an_unknown_age_lies_between_adult_and_child(acts, means, purposes) -> None:
    adult, unknown, child = (
        STRENGTH[assess(acts, means, purposes, is_child).elements_complete] for is_child in (False, None, True)
    )
    assert adult <= unknown <= child


@given(ACTS, MEANS, PURPOSES, CHILD, st.frozensets(st.sampled_from(ABSENT)))
def test_absent_answers_change_nothing(acts, means, purposes, is_child, absent) -> None:
    assert assess(acts | absent, means | absent, purposes | absent, is_child) == assess(acts, means, purposes, is_child)


@given(ACTS, MEANS, PURPOSES, CHILD)
def test_an_element_is_never_both_present_and_missing(acts, means, purposes, is_child) -> None:
    result = assess(acts, means, purposes, is_child)
    assert not set(result.present) & set(result.missing)
    assert (result.elements_complete is True) == (not result.missing)


@given(ACTS, MEANS, PURPOSES, CHILD)
def test_every_reason_has_a_label(acts, means, purposes, is_child) -> None:
    assert all(reason in code_list("palermo_reason") for reason in assess(acts, means, purposes, is_child).reasons)


def test_reasons_name_what_lacks_support() -> None:
    assert assess({"receipt"}, set(), set(), is_child=False).reasons == (
        "act_supported",
        "means_missing",
        "purpose_missing",
    )


def test_a_code_of_another_list_is_refused() -> None:
    with pytest.raises(UnknownCode, match="palermo_act has no code 'fraud'"):
        assess({"fraud"}, set(), set(), None)


def test_forms_of_exploitation_point_to_purposes() -> None:
    assert purposes_of(["pornography", "domestic_servitude", "other", "refused"]) == {
        "sexual_exploitation",
        "servitude",
    }


def test_every_purpose_a_form_points_to_exists() -> None:
    forms = [code.code for code in code_list("exploitation_form")]
    assert purposes_of(forms) == {code.code for code in code_list("palermo_purpose")}
