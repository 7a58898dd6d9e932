"""Printed numbers become intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.importing.numbers import figure, whole

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("48", 48, 48),
        ("1,234", 1234, 1234),
        ("1.234", 1234, 1234),
        ("1 234 567", 1234567, 1234567),
        ("-89", -89, -89),
        ("58.44", 58.44, 58.44),
        ("3,5", 3.5, 3.5),
        ("4.1 million", 4_100_000, 4_100_000),
        ("2 илјади", 2000, 2000),
        ("<5", 0, 4),
        ("fewer than 5", 0, 4),
        ("помалку од 5", 0, 4),
        ("≤5", 0, 5),
        (">6000", 6001, None),
        ("над 6 000", 6001, None),
        ("at least 7", 7, None),
        ("5-9", 5, 9),
        ("5–9", 5, 9),
        ("5 до 9", 5, 9),
        ("approximately 30", 25, 35),
        ("околу 6.000", 5500, 6500),
        ("about 15", 12.5, 17.5),
        ("٤٢", 42, 42),
        ("１２", 12, 12),
        ("12%", 12, 12),
        ("October", None, None),
        ("08:00-20:00", None, None),
        ("", None, None),
        ("9-5", None, None),
    ],
)
def test_a_print_means_an_interval(text, low, high):
    found = figure(text)
    assert (found.low, found.high) == (low, high)


@given(st.text())
def test_any_text_is_read_without_failing_and_kept_as_printed(text):
    found = figure(text)
    assert found.text == " ".join(text.split())
    assert found.low is None or found.high is None or found.low <= found.high


@given(
    st.integers(0, 10**9), st.sampled_from(["{}", "{:,}", " {} ", "about {}", "~{}", "≤{}", "at least {}", "{0}-{0}"])
)
def test_the_interval_contains_the_number(number, form):
    found = figure(form.format(number))
    assert found.low is None or found.low <= number
    assert found.high is None or number <= found.high


@given(st.integers(1, 10**6))
def test_below_and_above_leave_the_number_itself_out(number):
    assert figure(f"<{number}").high == number - 1
    assert figure(f">{number}").low == number + 1


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_survive_being_written_with_thousands(number):
    assert whole(f"{number:,}") == whole(str(number)) == number


@pytest.mark.parametrize("text", ["", "1.5", "five", "1O", "<5", "1-2", "12 %", "1 million"])
def test_what_is_no_whole_number_is_none(text):
    assert whole(text) is None
