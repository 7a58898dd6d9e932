"""Whatever people write for a code finds that code, in either script and any case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation import vocab
from waystation.vocab.spelling import plain, spellings

EVERYTHING = [
    (name, code.code, word)
    for name in vocab.code_lists()
    for code in vocab.code_list(name).answers
    for word in (code.code, *code.labels.values(), *code.synonyms)
]


def shouted(word: str) -> str:
    return f"  {word.upper()} "


@given(st.sampled_from(EVERYTHING), st.sampled_from([str, str.lower, str.title, shouted]))
def test_every_label_and_synonym_finds_its_own_code(entry, write) -> None:
    name, code, word = entry
    assert vocab.find_code(name, write(word)) == code


def test_no_label_or_synonym_is_ambiguous() -> None:
    assert [entry for entry in EVERYTHING if vocab.find_code(entry[0], entry[2]) != entry[1]] == []


@given(st.sampled_from(EVERYTHING))
def test_cyrillic_written_in_latin_finds_the_same_code(entry) -> None:
    name, code, word = entry
    assert {vocab.find_code(name, latin) for latin in spellings(word)} <= {code}


@given(st.text(max_size=40))
def test_any_text_is_found_or_not_and_never_fails(text: str) -> None:
    found = vocab.find_code("caller_type", text)
    assert found is None or found in vocab.code_list("caller_type")


@given(st.text(max_size=40))
def test_a_plain_spelling_is_already_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("caller_type", "Роднина", "relative"),
        ("caller_type", "RODNINA", "relative"),
        ("caller_type", "i afërm", "relative"),
        ("caller_type", "i aferm", "relative"),
        ("region", "Штип", "east"),
        ("region", "Štip", "east"),
        ("region", "Shtip", "east"),
        ("country", "Македонија", "MK"),
        ("country", "MKD", "MK"),
        ("country", "Ivory Coast", "CI"),
        ("country", "Türkiye", "TR"),
        ("country", "Turkey", "TR"),
        ("exploitation_form", "ForcedLabour", "forced_labour"),
        ("exploitation_form", "Organ Harvesting", "organ_removal"),
        ("exploitation_form", "Criminal", "forced_crime"),
        ("exploitation_form", "Not specified or unknown", "unknown"),
        ("exploitation_form", "присилен брак", "forced_marriage"),
        ("exploitation_form", "Принуден брак", "forced_marriage"),
        ("municipality", "Tetovo", "tetovo"),
        ("municipality", "Çair", "chair"),
        ("child_adult", "0 to 17 years", "child"),
        ("sex", "Not Recorded", "unknown"),
        ("age_band", "9--17", "9-17"),
        ("age_band", "9–17", "9-17"),
    ],
)
def test_words_met_in_real_files_find_their_code(name: str, text: str, code: str) -> None:
    assert vocab.find_code(name, text) == code


@pytest.mark.parametrize("text", ["", "   ", "—", "a sentence that is no answer", "Роднинa2"])
def test_what_is_no_answer_finds_nothing(text: str) -> None:
    assert vocab.find_code("caller_type", text) is None


def test_what_two_codes_share_finds_neither() -> None:
    assert vocab.find_code("means_of_control", "meansDenyBasicNeeds") is None
