"""The command line others script against."""

import json

import pytest
from click.testing import CliRunner
from django.utils import translation

from waystation.evidence.commands import figures_command, release_command
from waystation.evidence.models import CaseRecord


@pytest.fixture(autouse=True)
def cases(organisation):
    about = {"organisation": organisation, "dataset": "made_up", "year": 2010, "source_kind": "hotline"}
    for sex, number in (("female", 30), ("male", 20), ("other", 2)):
        CaseRecord.objects.bulk_create(CaseRecord(**about, sex=sex, child_adult="child") for _ in range(number))


def told(command, *arguments):
    result = CliRunner().invoke(command, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_figures_are_printed_protected():
    found = told(figures_command, "--indicator", "ctdc_records_by_sex_and_age")
    hidden = [cell for cell in found["cells"] if cell["status"] == "withheld"]
    assert hidden
    assert all(cell["value"] is None for cell in hidden)
    assert {"indicator", "definitions", "unit", "snapshot", "method", "audit"} <= set(found)
    assert found["audit"]["passed"]


def test_the_list_names_every_indicator():
    assert "people_assisted_by_form" in [each["code"] for each in told(figures_command, "--list")["indicators"]]


def test_an_unknown_indicator_is_a_clear_error():
    result = CliRunner().invoke(figures_command, ["--indicator", "ctdc_records_by_form_of"])
    assert result.exit_code == 1
    assert "Near it: ctdc_records_by_form" in result.output


def test_nothing_to_count_is_a_clear_error():
    result = CliRunner().invoke(figures_command, ["--indicator", "people_assisted_by_form"])
    assert result.exit_code == 1
    assert "Record or import" in result.output


def test_a_release_goes_from_draft_to_verified_and_withdrawn(researcher, coordinator):
    drafted = told(release_command, "draft", "ctdc_who", "--by", researcher.sign_in_name)
    assert (drafted["state"], drafted["audit_passed"]) == ("ready", True)
    approved = told(release_command, "approve", drafted["release"], "--by", coordinator.sign_in_name)
    assert approved["state"] == "approved"
    assert told(release_command, "show", drafted["release"])["release_id"] == drafted["release"]
    assert [verdict["passed"] for verdict in told(release_command, "verify")["releases"]] == [True]
    assert [row["state"] for row in told(release_command, "list")["releases"]] == ["approved"]
    ended = told(release_command, "withdraw", drafted["release"], "--by", coordinator.sign_in_name, "--why", "Misread.")
    assert ended["state"] == "withdrawn"


def test_words_are_printed_for_people(researcher):
    runner = CliRunner()
    drafted = runner.invoke(release_command, ["draft", "ctdc_who", "--by", researcher.sign_in_name])
    assert "ctdc_who, edition 1: ready" in drafted.output
    assert "withheld" in runner.invoke(figures_command, ["--indicator", "ctdc_records_by_sex_and_age"]).output
    assert "ctdc_who" in runner.invoke(release_command, ["list"]).output


@pytest.mark.parametrize(
    ("language", "said"), [("mk", "Прво издание."), ("sq", "Botimi i parë."), ("en", "First edition.")]
)
def test_what_changed_is_told_in_the_language_of_the_terminal(researcher, monkeypatch, language, said):
    with translation.override("sq"):
        drafted = told(release_command, "draft", "ctdc_who", "--by", researcher.sign_in_name)
    monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
    shown = CliRunner().invoke(release_command, ["show", drafted["release"]])
    assert said in shown.output
    assert set(drafted["what_changed"]) == {"mk", "sq", "en"}


def test_somebody_without_the_right_is_told_so(reader):
    result = CliRunner().invoke(release_command, ["draft", "ctdc_who", "--by", reader.sign_in_name])
    assert result.exit_code == 1
    assert "may not do that" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "ctdc_whom", "--by", "x"], "signs in as"),
        (["approve", "00000000-0000-4000-8000-000000000000", "--by", "x"], "There is no release"),
        (["verify", "00000000-0000-4000-8000-000000000000"], "no approved release"),
    ],
)
def test_what_does_not_exist_is_said(arguments, said):
    result = CliRunner().invoke(release_command, arguments)
    assert result.exit_code == 1
    assert said in result.output


def test_sets_drafted_in_one_go_share_a_snapshot(researcher):
    told_of = told(release_command, "draft", "ctdc_who", "ctdc_places", "--by", researcher.sign_in_name)["releases"]
    assert len({release["snapshot"] for release in told_of}) == 1
