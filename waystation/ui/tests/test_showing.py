"""Values as a reader sees them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from waystation import vocab
from waystation.ui.showing import shown


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", date(2026, 11, 23), "23 November 2026"),
        ("mk", date(2026, 11, 23), "23 ноември 2026"),
        ("sq", date(2026, 11, 3), "3 nëntor 2026"),
        ("en", datetime(2026, 11, 23, 13, 5, tzinfo=UTC), "23 November 2026, 14:05"),
        ("en", 97750, "97,750"),
        ("mk", 97750, "97.750"),
        ("en", True, "Yes"),
        ("en", None, "not recorded"),
        ("en", "2021", "2021"),
    ],
)
def test_each_language_writes_its_own_way(language, value, written):
    with translation.override(language):
        assert shown(value) == written


@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_a_code_is_said_in_the_language_of_the_page(language):
    with translation.override(language):
        said = Template("{% load ui %}{% vocab 'caller_type' 'relative' %}").render(Context())
    assert said == vocab.label("caller_type", "relative", language)


def test_no_code_says_nothing():
    assert Template("{% load ui %}{% vocab 'caller_type' code %}").render(Context({"code": ""})) == ""


def test_a_wrong_code_is_not_hidden():
    with pytest.raises(vocab.UnknownCode):
        Template("{% load ui %}{% vocab 'caller_type' 'nobody' %}").render(Context())
