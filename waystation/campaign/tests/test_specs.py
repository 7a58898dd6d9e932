"""Infographic specifications."""

from pathlib import Path

import pytest

from waystation.campaign.specs import FOLDER, LANGUAGES, BadSpecification, read, specifications

SMALL = 'set = "helpline"\norder = 1\nblocks = []\n[title]\nmk = "а"\nsq = "b"\nen = "c"\n'


def test_four_infographics_stand_in_each_series():
    by_series = {
        series: [spec for spec in specifications() if spec.series == series]
        for series in ("organisation", "published", "ctdc")
    }
    assert {series: len(found) for series, found in by_series.items()} == {"organisation": 4, "published": 4, "ctdc": 4}


def test_every_file_is_found():
    assert len(specifications()) == len(list(FOLDER.glob("*/*.toml")))


def test_all_words_exist_in_all_languages():
    for spec in specifications():
        for words in [*spec.words.values(), *(words for block in spec.blocks for words in block.words.values())]:
            assert set(LANGUAGES) <= set(words), spec.address


def test_a_missing_language_is_named(tmp_path: Path):
    path = tmp_path / "thin.toml"
    path.write_text(SMALL.replace('sq = "b"\n', ""))
    with pytest.raises(BadSpecification, match=r"thin.toml: title has no words in sq"):
        read(path)


def test_a_file_without_blocks_is_refused(tmp_path: Path):
    path = tmp_path / "empty.toml"
    path.write_text(SMALL.replace("blocks = []\n", ""))
    with pytest.raises(BadSpecification, match="needs set, order, words and blocks"):
        read(path)
