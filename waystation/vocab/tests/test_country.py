"""Countries: all of ISO 3166-1, the names other publishers use, and groups that fit."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from waystation.vocab import code_list, find_code

SHARED = Path(__file__).parents[4] / "shared" / "data"
COUNTRIES = code_list("country")
NO_COUNTRY = {"Sark", "Other and unknown", "Refugee", "Netherlands Antilles", ""}


def test_all_249_entries_of_iso_3166_are_there() -> None:
    official = [country for country in COUNTRIES if "numeric" in country.external]
    assert len(official) == 249
    assert len({country.external["alpha3"] for country in official}) == 249
    assert len({country.external["numeric"] for country in official}) == 249


def test_kosovo_and_stateless_stand_beside_them() -> None:
    assert [country.code for country in COUNTRIES if "numeric" not in country.external] == ["XK", "XXA"]


def test_every_alpha_3_code_finds_its_country() -> None:
    assert all(find_code("country", country.external["alpha3"].lower()) == country.code for country in COUNTRIES)


def test_every_country_lies_in_a_citizenship_group() -> None:
    assert {country.group for country in COUNTRIES} == {code.code for code in code_list("citizenship_group")}


@pytest.mark.parametrize(
    ("code", "group"),
    [("MK", "north_macedonia"), ("XK", "western_balkans"), ("HR", "eu"), ("UA", "eastern_europe"),
     ("SY", "middle_east"), ("AF", "asia"), ("MA", "africa"), ("CH", "other"), ("XXA", "stateless")],
)  # fmt: skip
def test_groups_are_as_described(code: str, group: str) -> None:
    assert COUNTRIES[code].group == group


def test_the_union_has_27_members() -> None:
    assert sum(country.group == "eu" for country in COUNTRIES) == 27


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("unodc_glotip_2025-04-14.csv.gz", "Country"),
        ("unhcr_population_balkans.csv.gz", "coo_name"),
        ("unhcr_population_balkans.csv.gz", "coa_name"),
        ("unhcr_asylum_applications_balkans.csv.gz", "coo_name"),
        ("uk_small_boat_nrm_referrals.csv", "Nationality"),
        ("ctdc_region_lookup.csv", "Country"),
    ],
)
def test_names_of_other_publishers_are_found(file: str, column: str) -> None:
    path = SHARED / file
    if not path.exists():
        pytest.skip("shared data is not beside the checkout")
    with (gzip.open if file.endswith("gz") else open)(path, "rt", encoding="utf-8") as lines:
        names = {row[column] for row in csv.DictReader(lines)}
    assert {name for name in names - NO_COUNTRY if find_code("country", name) is None} == set()


def test_the_80_municipalities_and_the_city_lie_in_the_eight_regions() -> None:
    places = code_list("municipality")
    sizes = Counter(place.group for place in places if place.code != "skopje")
    assert sizes.total() == 80
    assert set(sizes) == {region.code for region in code_list("region")} - {"abroad"}


def test_languages_and_regions_carry_their_codes() -> None:
    assert [region.external.get("nuts3") for region in code_list("region")][:8] == [f"MK00{n}" for n in range(1, 9)]
    assert find_code("language", "alb") == find_code("language", "sqi") == "sq"
