"""Lists are complete, speak three languages and keep the codes other rooms rely on."""

import re

import pytest

from waystation import vocab
from waystation.vocab import lists

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-zÀ-ž]")
ALL = vocab.code_lists()

AGREED = {
    "absent": "unknown refused not_asked",
    "sex": "female male other unknown refused not_asked",
    "child_adult": "child adult",
    "age_band": "0-8 9-17 18-20 21-23 24-26 27-29 30-38 39-47 48+",
    "age_group_wide": "0-11 12-14 15-17 18-24 25+",
    "citizenship_group": "north_macedonia western_balkans eu eastern_europe middle_east asia africa other stateless",
    "language": "mk sq en rom tr sr bs bg el ar fa ps ur uk ru ku fr zh de it es so ti am hi bn",
    "region": "vardar east southwest southeast pelagonia polog northeast skopje abroad",
    "exploitation_form": "sexual_exploitation forced_labour domestic_servitude forced_begging forced_marriage"
    " forced_crime slavery_or_servitude organ_removal child_soldiering illegal_adoption surrogacy pornography other",
    "means_of_control": "restricts_movement uses_children",
    "palermo_act": "recruitment transportation transfer harbouring receipt",
    "palermo_means": "threat_or_force other_coercion abduction fraud deception abuse_of_power"
    " abuse_of_vulnerability payment_to_controller",
    "palermo_purpose": "sexual_exploitation forced_labour_or_services slavery_or_similar servitude organ_removal"
    " forced_begging forced_crime forced_marriage illegal_adoption surrogacy",
    "identification_status": "signal presumed informed_decision identified not_identified refused",
    "contact_channel": "phone email chat web_form in_person social_network letter",
    "caller_type": "person_at_risk possible_trafficked_person relative friend citizen professional institution"
    " traveller_or_job_seeker media silent_prank_wrong other",
    "contact_topic": "trafficking_signal job_offer_check travel_and_migration labour_rights violence missing_person"
    " services_information programme_information legal psychosocial other",
    "contact_outcome": "information_given counselled referred case_opened reported_to_police callback_agreed no_action",
    "urgency": "none low high danger_now",
    "profile_on_move": "unaccompanied_child family single_parent survivor_of_violence single_adult other",
    "screening_outcome": "no_indication vulnerable potential_victim presumed_victim left_before_end declined",
    "place_on_move": "vinojug tabanovce vizbegovo gazi_baba other",
    "service_type": "safe_accommodation medical psychosocial legal_advice court_representation education"
    " vocational_training job_search humanitarian_aid family_counselling accompaniment documents_help"
    " return_and_reintegration",
    "programme": "sos_line shelter social_work field_work prevention research",
    "audience": "primary_pupils secondary_pupils students teachers police social_workers health_workers"
    " labour_inspectors media companies ngo_members parents roma_community general_public",
    "activity_kind": "workshop training peer_education campaign_event lecture street_action online_session",
}
FURTHER = {
    "country",
    "case_ending",
    "consent_purpose",
    "deciding_body",
    "labour_sector",
    "nrm_body",
    "recruiter_relation",
    "referral_reason",
    "sexual_exploitation_type",
}


@pytest.mark.parametrize("name", AGREED)
def test_a_list_has_the_codes_agreed_between_rooms(name: str) -> None:
    own = [code.code for code in vocab.code_list(name)]
    assert [code for code in AGREED[name].split() if code not in own] == []


def test_every_further_list_agreed_between_rooms_exists() -> None:
    assert set(ALL) >= FURTHER


@pytest.mark.parametrize("name", ALL)
def test_every_code_has_a_label_in_every_language(name: str) -> None:
    for code in vocab.code_list(name).answers:
        assert all(code.labels[language].strip() for language in vocab.LANGUAGES), code.code


@pytest.mark.parametrize("name", ALL)
def test_every_list_says_its_title_version_source_and_licence(name: str) -> None:
    codes = vocab.code_list(name)
    assert all(codes.titles[language].strip() for language in vocab.LANGUAGES)
    assert codes.version
    assert codes.source
    assert codes.licence


@pytest.mark.parametrize("name", ALL)
def test_macedonian_is_cyrillic_and_the_others_are_latin(name: str) -> None:
    for code in vocab.code_list(name).answers:
        assert CYRILLIC.search(code.label("mk")) or not LATIN.search(code.label("mk")), code.code
        assert not CYRILLIC.search(code.label("sq") + code.label("en")), code.code


@pytest.mark.parametrize("name", ALL)
def test_no_word_mixes_two_scripts(name: str) -> None:
    for code in vocab.code_list(name).answers:
        words = re.findall(r"\w+", " ".join([*code.labels.values(), *code.synonyms]))
        assert [word for word in words if CYRILLIC.search(word) and LATIN.search(word)] == [], code.code


@pytest.mark.parametrize("name", ALL)
def test_codes_are_unique_and_readable(name: str) -> None:
    codes = [code.code for code in vocab.code_list(name)]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]{2,3}|[a-z0-9][a-z0-9_+-]*", code) for code in codes)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", vocab.LANGUAGES)
def test_two_codes_of_a_list_never_read_alike(name: str, language: str) -> None:
    labels = [code.label(language).casefold() for code in vocab.code_list(name).answers]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", ALL)
def test_parents_exist_and_lie_one_level_up(name: str) -> None:
    codes = vocab.code_list(name)
    assert all(codes[code.parent].parent is None for code in codes if code.parent)


@pytest.mark.parametrize("name", ALL)
def test_preferences_name_codes_of_the_list(name: str) -> None:
    codes = vocab.code_list(name)
    preferred = {code for pairs in codes.prefer.values() for code in pairs.values()}
    assert [code for code in preferred if code not in codes] == []


@pytest.mark.parametrize("name", ALL)
def test_unknown_refused_and_not_asked_stay_three_different_answers(name: str) -> None:
    codes = vocab.code_list(name)
    if codes.absent == "none" and name != "absent":
        return
    assert {codes.find(code) for code in vocab.ABSENT} == set(vocab.ABSENT)
    assert all(len({codes[code].label(language) for code in vocab.ABSENT}) == 3 for language in vocab.LANGUAGES)


def test_an_accepted_absent_answer_is_understood_but_not_offered() -> None:
    callers = vocab.code_list("caller_type")
    assert "not_asked" in callers
    assert "not_asked" not in [code.code for code in callers]


def test_a_list_without_absent_answers_refuses_them() -> None:
    assert "not_asked" not in vocab.code_list("programme")


def test_an_absent_answer_reads_well_in_any_list() -> None:
    assert vocab.label("programme", "not_asked", "mk") == "Не е прашано"
    assert vocab.label("identification_status", "refused", "en") == "Person declined identification"


def test_topics_have_two_levels() -> None:
    topics = vocab.code_list("contact_topic")
    tops = topics.children(None)
    assert sum(len(topics.children(top.code)) for top in tops) + len(tops) == len(topics)


def test_a_label_falls_back_to_english() -> None:
    assert vocab.label("caller_type", "relative", "mk") == "Роднина"
    assert vocab.label("caller_type", "relative", "rom") == "Relative"


def test_an_unknown_code_is_named_with_its_list() -> None:
    with pytest.raises(vocab.UnknownCode, match=r"caller_type has no code 'neighbour'"):
        vocab.label("caller_type", "neighbour", "en")


def test_an_unknown_list_says_where_to_add_it() -> None:
    with pytest.raises(vocab.UnknownList, match=r"data/planets\.toml"):
        vocab.code_list("planets")


def test_a_list_is_read_once() -> None:
    assert vocab.code_list("sex") is vocab.code_list("sex")


PLANETS = """
version = "1"
source = "s"
licence = "l"
absent = "none"
title = { en = "Planets", mk = "Планети", sq = "Planetë" }
[[codes]]
code = "mars"
en = "Mars"
sq = "Marsi"
mk = "Марс"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "DATA", tmp_path)
    monkeypatch.setattr(lists, "code_lists", lists.code_lists.__wrapped__)
    return tmp_path


def test_adding_a_file_adds_a_list(folder) -> None:
    (folder / "planets.toml").write_text(PLANETS, encoding="utf-8")
    assert lists.code_lists() == ("planets",)
    assert lists.code_list.__wrapped__("planets").find("марс") == "mars"


def test_a_file_without_a_label_is_refused_by_name(folder) -> None:
    (folder / "planets.toml").write_text(PLANETS.replace('mk = "Марс"', ""), encoding="utf-8")
    with pytest.raises(vocab.UnreadableList, match="list planets lacks 'mk'"):
        lists.code_list.__wrapped__("planets")
