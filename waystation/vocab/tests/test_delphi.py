"""Twenty examples computed by hand from the published rule, and what must hold for any answers."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.vocab.delphi import ADULT, ANSWERS, CHILD, UnknownQuestion, as_content, assess, from_content, questions

LABOUR = questions("labour")
CODES = [each.code for each in LABOUR.questions]
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "screening_indicators_labour.csv"
CASES = {  # what was said to be there; then, counted by hand: positive dimensions for an adult, conclusion for both
    "nothing": ("", "", "no_support", "no_support"),
    "one strong alone": ("dr01", "", "no_support", "no_support"),
    "a strong and a medium": ("dr01 dr02", "dr", "no_support", "no_support"),
    "two strong": ("cd01 cd02", "cd", "no_support", "no_support"),
    "two medium": ("dr02 dr03", "", "no_support", "no_support"),
    "three medium": ("dr02 dr03 dr04", "dr", "no_support", "no_support"),
    "two medium and a weak": ("dr02 dr03 dr10", "dr", "no_support", "no_support"),
    "a strong and a weak": ("dr01 dr10", "dr", "no_support", "no_support"),
    "a medium and a weak": ("vr01 vr15", "", "no_support", "no_support"),
    "long hours alone": ("ex01", "", "no_support", "no_support"),
    "long hours, low pay": ("ex01 ex02", "ex", "labour_rights", "presumed_trafficking"),
    "three medium of exploitation": ("ex02 ex04 ex05", "ex", "labour_rights", "presumed_trafficking"),
    "two medium, no schooling": ("ex02 ex04 ex09", "ex", "labour_rights", "presumed_trafficking"),
    "lied to and exploited": ("dr01 dr02 ex01 ex02", "dr ex", "other_victim", "presumed_trafficking"),
    "forced and exploited, not held": ("cr01 cr02 ex01 ex02", "cr ex", "labour_rights", "presumed_trafficking"),
    "lied to, exploited, held": (
        "dr01 dr02 ex01 ex02 cd01 cd10", "dr ex cd", "presumed_trafficking", "presumed_trafficking",
    ),
    "weak position, exploited, held": (
        "vr01 vr02 vr06 ex01 ex04 cd03 cd04", "vr ex cd", "presumed_trafficking", "presumed_trafficking",
    ),
    "held without recruitment": ("ex01 ex02 cd01 cd02", "ex cd", "labour_rights", "presumed_trafficking"),
    "dependent at destination": ("vd01 vd02 vd03", "vd", "no_support", "no_support"),
    "everything": (" ".join(CODES), "dr cr vr ex cd vd", "presumed_trafficking", "presumed_trafficking"),
}  # fmt: skip


def said(codes):
    return dict.fromkeys(codes.split(), "yes")


def initials(result):
    short = {"exploitation": "ex", "coercion_destination": "cd", "vulnerability_destination": "vd"}
    short |= {"deceptive_recruitment": "dr", "coercive_recruitment": "cr", "vulnerability_recruitment": "vr"}
    return {short[line.dimension] for line in result.lines if line.positive}


@pytest.mark.parametrize("name", CASES)
def test_an_example_counted_by_hand(name):
    codes, positive, adult, child = CASES[name]
    result = assess(LABOUR, said(codes), ADULT)
    assert initials(result) == set(positive.split())
    assert (result.conclusion, assess(LABOUR, said(codes), CHILD).conclusion) == (adult, child)


def test_twenty_examples_are_there():
    assert len(CASES) == 20


def test_the_dimensions_have_their_published_counts():
    counts = [sum(each.dimension == name for each in LABOUR.questions) for name in LABOUR.dimensions]
    assert counts == [10, 10, 16, 9, 15, 7]
    assert sum(ADULT in each.weight for each in LABOUR.questions) == 67
    assert sum(CHILD in each.weight for each in LABOUR.questions) == 65
    assert {each.weight[CHILD] for each in LABOUR.questions if CHILD in each.weight} == {"S", "M"}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not on this machine")
def test_every_weight_is_that_of_the_shared_table():
    table = {row["id"]: row for row in csv.DictReader(SHARED.open(encoding="utf-8"))}
    assert set(table) == set(CODES)
    for each in LABOUR.questions:
        row = table[each.code]
        assert each.weight.get(ADULT, "") == row["weight_adult_labour"]
        assert each.weight.get(CHILD, "") == row["weight_child_labour"]


def test_the_result_says_which_part_of_the_rule_was_met():
    result = assess(LABOUR, said("cd01 cd02 dr02 dr03 dr04 ex02 ex04 ex09 cr01 cr02"), ADULT)
    rules = [result.line(name).rule for name in LABOUR.dimensions]
    assert rules == ["3M", "S+1", "", "2M+W", "2S", ""]


def test_a_child_needs_no_means():
    assert assess(LABOUR, said("ex01 ex02"), CHILD).conclusion == "presumed_trafficking"


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(ANSWERS)), st.sampled_from([ADULT, CHILD]))
def test_only_yes_supports_anything(answers, profile):
    only_yes = {code: answer for code, answer in answers.items() if answer == "yes"}
    assert assess(LABOUR, answers, profile).lines == assess(LABOUR, only_yes, profile).lines


@given(st.sets(st.sampled_from(CODES)), st.sampled_from(CODES), st.sampled_from([ADULT, CHILD]))
def test_one_sign_more_never_takes_support_away(codes, more, profile):
    fewer = initials(assess(LABOUR, dict.fromkeys(codes, "yes"), profile))
    assert fewer <= initials(assess(LABOUR, dict.fromkeys(codes | {more}, "yes"), profile))


@pytest.mark.parametrize("answers", [{"zz99": "yes"}, {"dr01": "perhaps"}])
def test_an_answer_to_nothing_is_refused(answers):
    with pytest.raises(UnknownQuestion):
        assess(LABOUR, answers, ADULT)


def test_every_question_is_said_in_three_languages():
    assert all(each.said[language] for each in LABOUR.questions for language in ("en", "mk", "sq"))


def test_an_edition_is_kept_as_plain_data_and_read_back():
    assert from_content("labour", as_content(LABOUR)) == LABOUR
