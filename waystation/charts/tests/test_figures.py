"""The one formatter: digits, intervals, absences."""

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from waystation import charts
from waystation.charts import Figure, ImpossibleFigure

CLDR = {"mk": "mk", "sq": "sq", "en": "en", "tr": "tr", "sr": "sr_Latn", "ar": "ar", "fa": "fa"}


@pytest.mark.parametrize("language", CLDR)
@given(number=st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=1).map(float)))
def test_digits_are_grouped_as_cldr_says(language: str, number: float) -> None:
    expected = format_decimal(number, locale=CLDR[language], numbering_system="latn")
    assert Figure(number).display(language) == expected


@pytest.mark.parametrize("language", CLDR)
def test_percent_sign_stands_where_cldr_puts_it(language: str) -> None:
    expected = format_percent(0.7, locale=CLDR[language], numbering_system="latn").strip("\u200e\u200f")
    assert Figure(70, unit="%").display(language) == expected


@pytest.mark.parametrize(
    ("figure", "mk", "sq", "en"),
    [
        (Figure(6100), "6.100", "6\u00a0100", "6,100"),
        (Figure(low=6, high=8), "меѓу 6 и 8", "midis 6 dhe 8", "between 6 and 8"),
        (Figure(text="2-9"), "меѓу 2 и 9", "midis 2 dhe 9", "between 2 and 9"),
        (Figure(text="<5"), "помалку од 5", "më pak se 5", "fewer than 5"),
        (Figure(text=">6000"), "повеќе од 6.000", "më shumë se 6\u00a0000", "more than 6,000"),
        (Figure(text="~15"), "околу 15", "rreth 15", "about 15"),
        (Figure(low=3), "најмалку 3", "të paktën 3", "at least 3"),
        (Figure(high=3), "најмногу 3", "më së shumti 3", "at most 3"),
        (Figure(status="withheld"), "не се објавува", "nuk publikohet", "withheld"),
        (Figure(status="unknown"), "непознато", "e panjohur", "unknown"),
        (Figure(status="absent"), "нема податок", "pa të dhëna", "no figure"),
        (Figure(text="4.1 million {x}"), "4.1 million {x}", "4.1 million {x}", "4.1 million {x}"),
    ],
)
def test_figure_is_said_in_three_languages(figure: Figure, mk: str, sq: str, en: str) -> None:
    assert [figure.display(language) for language in ("mk", "sq", "en")] == [mk, sq, en]


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        (Figure(7), (7, 7)),
        (Figure(text="<5"), (0, 4)),
        (Figure(text="≤5"), (0, 5)),
        (Figure(text=">6000"), (6000, 6000)),
        (Figure(text="2–9"), (2, 9)),
        (Figure(low=6, high=8), (6, 8)),
        (Figure(high=8), (0, 8)),
        (Figure(text="many"), None),
        (Figure(text="9-2"), None),
        (Figure(status="withheld"), None),
    ],
)
def test_span_is_what_a_figure_can_mean(figure: Figure, span: tuple[float, float] | None) -> None:
    assert figure.span() == span


@pytest.mark.parametrize(
    "wrong",
    [{"value": 3, "status": "withheld"}, {"text": "<5", "status": "unknown"}, {}, {"text": ""}, {"low": 9, "high": 2}],
)
def test_figure_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ImpossibleFigure):
        Figure(**wrong)


@given(st.text(min_size=1, max_size=12))
def test_any_published_text_can_be_said(text: str) -> None:
    for language in charts.languages():
        assert isinstance(Figure(text=text).display(language), str)


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(charts.UnknownLanguage, match="mk"):
        Figure(1).display("xx")
