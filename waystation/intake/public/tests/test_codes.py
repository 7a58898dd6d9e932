"""Return codes: as many bits as promised, read back however they were written down, and never by chance."""

import os
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.intake.public import codes

pytestmark = pytest.mark.no_database
CALM = settings(max_examples=60, deadline=None)
SECRETS = st.binary(min_size=11, max_size=11)
LANGUAGES = st.sampled_from([*codes.LISTS, *codes.WITHOUT_A_LIST, "xx"])


@pytest.mark.parametrize("language", codes.LISTS)
def test_every_list_has_256_words_that_nobody_confuses(language):
    words = codes._words(language)
    assert (len(words), len(codes._numbers(language))) == (256, 256)
    assert all(word.isalpha() and len(word) >= 2 for word in words)


def test_a_code_has_at_least_88_bits():
    assert codes.SECRET_BYTES * 8 >= 88


@CALM
@given(SECRETS, LANGUAGES, st.sampled_from(codes.LISTS), st.randoms(use_true_random=False))
def test_a_code_is_read_back_as_people_write_it(secret, language, page, chance):
    words = codes.words_of(secret, language)
    ways = (str.upper, str.title, lambda word: unicodedata.normalize("NFD", word), str)
    written = chance.choice([" ", "\n", ", ", "  \t", " - "]).join(chance.choice(ways)(word) for word in words)
    assert codes.secret_of(f"  {written}.", page) == secret


@CALM
@given(SECRETS, st.sampled_from(["mk", "sq", "en", "tr", "sr"]), st.integers(0, 11), st.randoms(use_true_random=False))
def test_one_letter_left_out_is_mended(secret, language, which, chance):
    words = codes.words_of(secret, language)
    at = chance.randrange(len(words[which]))
    words[which] = words[which][:at] + words[which][at + 1 :]
    assert codes.secret_of(" ".join(words), language) == secret


def test_words_that_changed_places_or_are_others_are_noticed():
    chance, noticed, tried = random.Random(5), 0, 400
    for _ in range(tried):
        words = codes.words_of(chance.randbytes(11), "en")
        wrong = words.copy()
        one, other = chance.sample(range(12), 2)
        wrong[one], wrong[other] = wrong[other], wrong[one]
        try:
            noticed += codes.secret_of(" ".join(wrong), "en") is None or wrong == words
        except codes.NoCode:
            noticed += 1
    assert noticed >= tried * 0.97


@pytest.mark.parametrize(
    ("text", "typed", "word"), [("one two", 2, "one"), ("", 0, ""), ("apple " * 11 + "qqqqqq", 12, "qqqqqq")]
)
def test_what_is_no_code_says_why(text, typed, word):
    with pytest.raises(codes.NoCode) as none:
        codes.secret_of(text, "en")
    assert (none.value.typed, none.value.word) == (typed, word)


@CALM
@given(SECRETS, st.sampled_from(codes.LISTS), st.text(max_size=40), st.text(max_size=40))
def test_a_code_is_found_wherever_it_stands(secret, language, before, after):
    assert codes.holds_a_code(f"{before} | {', '.join(codes.words_of(secret, language))} | {after}")


@pytest.mark.parametrize(
    "text", ["", "apple", "The bear sat by the lake and the moon rose over the mill " * 40, "ѓ" * 5000]
)
def test_an_ordinary_text_holds_no_code(text):
    assert not codes.holds_a_code(text)


@CALM
@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    codes.holds_a_code(text)
    with pytest.raises(codes.NoCode):
        codes.secret_of(text, "mk")


def test_nothing_follows_from_a_code_without_the_pepper():
    secret = os.urandom(11)
    one, other = codes.derived(secret, "a"), codes.derived(secret, "b")
    assert one.lookup != other.lookup
    assert one.public != other.public
    assert codes.derived(secret, "a").public == one.public
