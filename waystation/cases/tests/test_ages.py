"""Ages are full years, and every age has its bands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation import vocab
from waystation.cases.ages import WIDE_GROUPS, age_on, band_of, child_or_adult


def test_the_birthday_counts():
    assert age_on(date(2020, 3, 1), date(2002, 3, 1)) == 18
    assert age_on(date(2020, 2, 29), date(2002, 3, 1)) == 17


@given(st.integers(0, 120))
def test_every_age_has_a_band_of_the_list_that_agrees_with_being_a_child(age):
    band = band_of(age)
    assert band in vocab.code_list("age_band")
    assert band_of(age, WIDE_GROUPS) in vocab.code_list("age_group_wide")
    assert (child_or_adult(age) == "child") == (band in {"0-8", "9-17"}) == (age < 18)


@pytest.mark.parametrize(("age", "band"), [(8, "0-8"), (9, "9-17"), (18, "18-20"), (29, "27-29"), (48, "48+")])
def test_bands_begin_where_they_say(age, band):
    assert band_of(age) == band


def test_an_age_nobody_asked_stays_so():
    assert (band_of(None), child_or_adult(None)) == ("not_asked", "not_asked")
