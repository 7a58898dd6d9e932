"""Days in a declared order, periods, and the orders a column allows."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.importing.days import NoDay, day, period, possible_orders

pytestmark = pytest.mark.no_database
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
FORMS = {
    "dmy": "{0.day}.{0.month}.{0.year}",
    "mdy": "{0.month}/{0.day}/{0.year}",
    "ymd": "{0.year}-{0.month:02}-{0.day:02}",
}


@given(DAYS, st.sampled_from(list(FORMS)))
def test_a_day_is_read_back_in_its_order(date, order):
    text = FORMS[order].format(date)
    assert day(text, order) == date
    assert order in possible_orders([text])


@given(st.text(max_size=30), st.sampled_from(list(FORMS)))
def test_any_other_text_is_refused_and_nothing_else_happens(text, order):
    with contextlib.suppress(NoDay):
        assert isinstance(day(text, order), dt.date)


def test_one_clear_day_decides_the_order_of_a_column():
    assert possible_orders(["03.04.2020", "05.06.2020"]) == {"dmy", "mdy"}
    assert possible_orders(["03.04.2020", "", "25.06.2020"]) == {"dmy"}
    assert possible_orders(["03.04.2020", "25.06.2020", "06.25.2020"]) == set()


@pytest.mark.parametrize("text", ["31.02.2020", "13/13/2020", "1.1.20", "2020-13-01", "1.1.0020"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(NoDay):
        day(text, "dmy")


@pytest.mark.parametrize(
    "text", ["23 ноември 2026", "23. November 2026", "23 nëntor 2026", "23 Nov 2026", "2026-11-23 10:30"]
)
def test_named_months_and_years_first_are_clear_in_any_order(text):
    assert day(text, "mdy") == day(text, "dmy") == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("2002-2020", (2002, 1, 1), (2020, 12, 31)),
        ("2022Q2", (2022, 4, 1), (2022, 6, 30)),
        ("2022 4", (2022, 10, 1), (2022, 12, 31)),
        ("2014 Total", (2014, 1, 1), (2014, 12, 31)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2018-03-31", (2018, 3, 31), (2018, 3, 31)),
    ],
)
def test_periods(text, start, end):
    found = period(text)
    assert (found.start, found.end) == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize("text", ["never", "2020-2010", "20141", "2020 Q5"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(NoDay):
        period(text)
