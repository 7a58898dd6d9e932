"""CTDC flag columns and our codes meet in both editions."""

import csv
from pathlib import Path

import pytest

from waystation.vocab import code_list, ctdc

DICTIONARY = Path(__file__).parents[4] / "shared" / "data" / "ctdc_k_anonymised_dictionary.csv"
FLAG = ("is", "meansOfControl", "typeOfLabour", "typeOfSex", "recruiterRelation")
PAIRS = [(name, code.code) for name in ctdc.FLAG_LISTS for code in code_list(name)]
SYNTHETIC = {
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "typeOfLabourAgriculture",
    "typeOfLabourConstruction",
    "typeOfLabourDomesticWork",
    "typeOfLabourHospitality",
    "typeOfSexProstitution",
    "typeOfSexPornography",
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
    "recruiterRelationIntimatePartner",
    "recruiterRelationFriend",
    "recruiterRelationFamily",
    "recruiterRelationOther",
}


@pytest.mark.shared_data
def test_every_flag_column_of_2021_is_read_as_a_code() -> None:
    if not DICTIONARY.exists():
        pytest.skip("shared data is not beside the checkout")
    with DICTIONARY.open(encoding="utf-8") as file:
        names = {row["Variable name"].strip() for row in csv.DictReader(file)}
    flags = {name for name in names if name.startswith(FLAG) and not name.endswith("Concatenated")}
    assert flags - set(ctdc.flag_columns()) == {"isSexAndLabour"}
    assert set(ctdc.flag_columns()) - flags == {"isSlaveryAndPractices"}  # in the file, not in its dictionary


@pytest.mark.parametrize("edition", ctdc.EDITIONS)
def test_every_column_is_read_as_a_code_that_exists(edition: str) -> None:
    assert all(code in code_list(name) for name, code in ctdc.flag_columns(edition).values())


def test_the_synthetic_edition_has_21_flags_and_no_other_is_written() -> None:
    assert {column for name, code in PAIRS for column in ctdc.columns(name, code, "ctdc_2024")} == SYNTHETIC


@pytest.mark.parametrize("column", ["meansThreats", "meansDenyBasicNeeds", "meansAbusePsyPhySex"])
def test_a_composite_flag_is_not_read_as_a_precise_answer(column: str) -> None:
    assert column not in ctdc.flag_columns("ctdc_2024")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("debt_bondage", "meansDebtBondageEarnings"),
        ("takes_earnings", "meansDebtBondageEarnings"),
        ("uses_children", "meansThreats"),
        ("threats_of_law_enforcement", "meansThreats"),
        ("sexual_abuse", "meansAbusePsyPhySex"),
        ("restricts_movement", "meansDenyBasicNeeds"),
        ("psychoactive_substances", "meansDrugsAlcohol"),
        ("other", None),
    ],
)
def test_means_are_grouped_as_the_codebook_of_2024_says(old: str, new: str | None) -> None:
    assert ctdc.columns("means_of_control", old, "ctdc_2024") == ((new,) if new else ())


def test_both_purposes_set_the_combined_flag() -> None:
    answers = [("exploitation_form", "forced_labour"), ("exploitation_form", "sexual_exploitation")]
    assert ctdc.flags(answers) == {"isForcedLabour", "isSexualExploit", "isSexAndLabour"}
    assert "isSexAndLabour" not in ctdc.flags(answers, "ctdc_2024")


def test_a_form_may_set_purpose_and_sector_together() -> None:
    assert ctdc.columns("exploitation_form", "forced_begging") == ("isForcedLabour", "typeOfLabourBegging")


def test_an_unspecified_flag_is_an_unknown_answer() -> None:
    assert ctdc.flag_columns()["meansOfControlNotSpecified"] == ("means_of_control", "unknown")


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ctdc.UnknownEdition, match="'ctdc_1999'"):
        ctdc.columns("sex", "female", "ctdc_1999")


def test_the_nine_bands_are_those_of_ctdc() -> None:
    bands = [code.external["ctdc_2021"] for code in code_list("age_band")]
    assert bands == ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"]
