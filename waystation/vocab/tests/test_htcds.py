"""HTCDS v2.0 is copied whole, and every one of its values has a way into our codes and back."""

from pathlib import Path

import pytest

from waystation.vocab import ABSENT, code_list, htcds

SHARED = Path(__file__).parents[4] / "shared" / "data"
MAPPED = [codes.name for codes in htcds.mapped_lists()]
PAIRS = [(name, value) for name in MAPPED for value in htcds.picklist(code_list(name).picklists["htcds"])]


def test_the_check_figures_of_the_fields_agree() -> None:
    everything = htcds.fields()
    assert len(everything) == 84
    assert sum(field.is_core for field in everything) == 40
    assert sum(field.is_deprecated for field in everything) == 3
    assert len(htcds.core_fields()) == 38


def test_the_check_figures_of_the_picklists_agree() -> None:
    assert len(htcds.picklists()) == 21
    assert sum(len(values) for values in htcds.picklists().values()) == 182


def test_fields_are_grouped_by_entity() -> None:
    sizes = {entity: len(htcds.fields(entity)) for entity in htcds.entities()}
    assert sum(sizes.values()) == 84
    assert sizes["Person"] == 25
    assert sizes["Person - Victim Context"] == 16


def test_every_picklist_belongs_to_a_field() -> None:
    assert set(htcds.picklists()) <= {field.name for field in htcds.fields()}


def test_an_unknown_picklist_is_refused() -> None:
    with pytest.raises(htcds.UnknownPicklist, match="no picklist for 'prs_ShoeSize'"):
        htcds.picklist("prs_ShoeSize")


def test_source_and_licence_travel_with_the_data() -> None:
    assert htcds.source()["licence"] == "CC-BY-4.0"
    assert "logo" in htcds.source()["conditions"]


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["fields", "picklists"])
def test_the_copy_is_the_original(name: str) -> None:
    original = SHARED / f"htcds_v2_{name}.csv"
    if not original.exists():
        pytest.skip("shared data is not beside the checkout")
    assert (htcds.FOLDER / f"{name}.csv").read_bytes() == original.read_bytes()


@pytest.mark.parametrize("name", MAPPED)
def test_every_mapped_code_exists_in_the_picklist(name: str) -> None:
    codes = code_list(name)
    known = {value.code for value in htcds.picklist(codes.picklists["htcds"])}
    written = {code.external["htcds"] for code in codes if "htcds" in code.external}
    assert written | set(codes.prefer.get("htcds", {})) <= known


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_every_picklist_value_has_a_code_of_ours(name: str, value: htcds.Value) -> None:
    is_open_case = name == "case_ending" and value.code in {"Active", "FollowUp"}
    assert (htcds.code_for(name, value.code) in code_list(name)) != is_open_case


# Values of HTCDS that are finer than our codes: import keeps the exact value beside our code.
COARSER = {
    ("sex", "TransgenderFeminine"),
    ("sex", "TransgenderMasculine"),
    ("nrm_body", "CorporateBusiness"),
    ("service_type", "RightsBasedTraining"),
    ("service_type", "LabourExploitationRehabilitation"),
    ("service_type", "SexualExploitationRehabilitation"),
    ("case_ending", "Active"),
    ("case_ending", "FollowUp"),
}


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_import_then_export_changes_nothing_but_for_the_named_values(name: str, value: htcds.Value) -> None:
    code = htcds.code_for(name, value.code)
    returned = htcds.value_for(name, code) if code else ""
    assert (returned == value.code) != ((name, value.code) in COARSER)


def test_restricted_movement_leaves_as_other_with_our_code_beside_it() -> None:
    assert htcds.value_for("means_of_control", "restricts_movement") == "Other"
    assert htcds.loses_detail("means_of_control", "restricts_movement")


def test_using_children_leaves_as_the_nearest_value_with_our_code_beside_it() -> None:
    assert htcds.value_for("means_of_control", "uses_children") == "ThreatensChildrenFamily"
    assert htcds.loses_detail("means_of_control", "uses_children")


def test_the_two_methods_that_the_picklist_forgot_are_still_missing_there() -> None:
    values = {value.code for value in htcds.picklist("vic_MethodsOfControl")}
    assert len(values) == 16
    assert not {"RestrictsMovement", "UsesChildren"} & values


def test_the_misspelt_value_of_the_standard_is_kept() -> None:
    assert htcds.value_for("recruiter_relation", "stranger") == "Unaquainted"
    assert htcds.code_for("recruiter_relation", "Unaquainted") == "stranger"


def test_forced_crime_has_no_value_of_its_own() -> None:
    assert htcds.value_for("exploitation_form", "forced_crime") == "Other"
    assert htcds.code_for("exploitation_form", "Other") == "other"


def test_a_plain_form_loses_nothing() -> None:
    assert not htcds.loses_detail("exploitation_form", "forced_begging")


@pytest.mark.parametrize("absent", ABSENT)
def test_absent_answers_leave_as_one_empty_cell(absent: str) -> None:
    assert htcds.value_for("exploitation_form", absent) == ""


def test_both_referral_reasons_share_one_picklist() -> None:
    assert htcds.picklist("cas_ReasonForIncomingReferral") == htcds.picklist("cas_ReasonForOutgoingReferral")


def test_both_lists_of_platforms_are_the_same() -> None:
    assert htcds.picklist("vic_RecruitmentWebsitesAndApps") == htcds.picklist("vic_ExploitationWebsitesAndApps")
