"""Charts are a library: light to import, kinds discovered, words complete, colours readable."""

import re
import subprocess
import sys
from dataclasses import is_dataclass
from itertools import product

import pytest

from waystation import charts
from waystation.charts import palette
from waystation.charts.kinds import kinds
from waystation.charts.poster import Block
from waystation.charts.words import words

LABELS = ("Units:", "Shape:", "Errors:", "Source:")


def test_importing_charts_loads_neither_renderers_nor_django() -> None:
    heavy = "{'resvg_py', 'typst', 'django', 'numpy', 'fontTools'}"
    code = f"import sys; from waystation import charts; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", kinds())
@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_kind_has_a_frozen_block_and_an_example(name: str, language: str) -> None:
    module = kinds()[name]
    example = module.gallery(language)
    assert is_dataclass(module.BLOCK)
    assert module.BLOCK.__dataclass_params__.frozen
    assert isinstance(example, module.BLOCK)
    assert isinstance(example, Block)
    assert example.kind == name
    assert language in module.EXAMPLE


@pytest.mark.parametrize("language", charts.languages())
def test_every_language_has_every_word(language: str) -> None:
    spoken = words(language)
    assert "" not in vars(spoken).values()
    assert all("{}" in getattr(spoken, name) for name in ("fewer", "more", "at_least", "at_most", "about", "each_many"))


def test_eight_languages_are_spoken() -> None:
    assert charts.languages() == ("ar", "en", "fa", "mk", "rom", "sq", "sr", "tr")


@pytest.mark.parametrize("name", ["alt", "csv", "html", "numbers", "pdf", "png", "svg"])
def test_public_functions_say_units_shape_errors_and_source(name: str) -> None:
    assert [label for label in LABELS if label not in (getattr(charts, name).__doc__ or "")] == []


def luminance(colour: str) -> float:
    channels = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tone", ["ink", "quiet", "blue", "rust", "ochre", "green"])
def test_text_tones_are_readable_on_the_ground(tone: str) -> None:
    assert contrast(palette.TONES[tone], palette.GROUND) >= 4.5


@pytest.mark.parametrize("tone", palette.SERIES)
def test_marks_stand_out_from_the_ground(tone: str) -> None:
    assert contrast(palette.TONES[tone], palette.GROUND) >= 3


def test_formula_in_a_label_is_harmless_in_a_spreadsheet() -> None:
    starts = ("=", "+", "-", "@")
    for start, place in product(starts, range(1)):
        part = charts.Part(f"{start}1+1", charts.Figure(place))
        assert f"'{start}1+1" in charts.csv(charts.Poster("en", "x", blocks=(charts.RankedBars((part,)),)))


def test_unknown_tone_is_refused_by_name() -> None:
    with pytest.raises(palette.UnknownTone, match="rust"):
        charts.svg(charts.Poster("en", "x", blocks=(charts.BigNumber(charts.Figure(1), "x", tone="pink"),)))
