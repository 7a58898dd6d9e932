"""The CTDC percentage rule."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from waystation.stats.shares import group_shares

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
CTDC = SHARED / "ctdc_k_anonymised_2021-07-15.csv.gz"
PURPOSES = ("isForcedLabour", "isSexualExploit", "isOtherExploit")
FIVE_PEOPLE = [{"a": 1}, {"a": "1", "b": ""}, {"b": 1, "c": 1}, {"b": 1, "a": 0}, {"a": None}]


def test_codebook_example_gives_50_50_25():
    found = group_shares(FIVE_PEOPLE, ("a", "b", "c"))
    assert found.pct == {"a": 50.0, "b": 50.0, "c": 25.0}
    assert (found.base, found.records) == (4, 5)


def test_arrays_and_mappings_agree():
    array = np.array([[1, 1, 0, 0, np.nan], [np.nan, -99, 1, 1, np.nan], [0, 0, 1, 0, -99]])
    assert group_shares(array, ("a", "b", "c")) == group_shares(FIVE_PEOPLE, ("a", "b", "c"))


def test_nobody_known_gives_no_share():
    assert group_shares([{"a": 0}, {}], ("a",)).pct == {"a": None}
    assert group_shares([], ("a",)).known_pct is None


def test_array_of_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="one row for each of the 2 flags"):
        group_shares(np.zeros((3, 5)), ("a", "b"))


@pytest.mark.shared_data
@pytest.mark.skipif(not CTDC.exists(), reason="ctdc_k_anonymised_2021-07-15.csv.gz is not beside the checkout")
def test_ctdc_file_gives_its_check_figures():
    with gzip.open(CTDC, "rt", encoding="utf-8") as file:
        found = group_shares(csv.DictReader(file), PURPOSES)
    assert list(found.counts.values()) == [19_980, 45_582, 7_105]
    assert (found.base, found.records) == (71_220, 97_750)
