"""Any two of three sheets make the key, one makes nothing, and a typing mistake is named."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import MnemonicError, combine_mnemonics

from waystation.core.recovery import keys, shares
from waystation.core.recovery.errors import WrongShares

pytestmark = pytest.mark.no_database
secrets = st.binary(min_size=16, max_size=16)


@settings(max_examples=25, deadline=None)
@given(secrets)
def test_any_two_of_three_make_the_secret_in_any_order(secret):
    made = shares.split(secret)
    assert [shares.combine(pair) for pair in permutations(made, 2)] == [secret] * 6


@settings(max_examples=25, deadline=None)
@given(secrets, st.integers(0, 2))
def test_one_share_makes_nothing(secret, which):
    one = shares.split(secret)[which]
    for typed in ([one], [one, one]):
        with pytest.raises(WrongShares):
            shares.combine(typed)
    with pytest.raises(MnemonicError):
        combine_mnemonics([one])


@settings(max_examples=25, deadline=None)
@given(secrets, secrets)
def test_shares_of_two_keys_do_not_mix(one, other):
    with pytest.raises(WrongShares, match="different keys"):
        shares.combine([shares.split(one)[0], shares.split(other)[1]])


@settings(max_examples=50, deadline=None)
@given(secrets, st.integers(0, 19), st.integers(1, 1023))
def test_one_other_word_is_always_noticed(secret, place, shift):
    words = shares.split(secret)[0].split()
    known = shares.WORDLIST
    words[place] = known[(known.index(words[place]) + shift) % len(known)]
    with pytest.raises(WrongShares):
        shares.read(" ".join(words))


def test_the_wrong_word_is_named_with_the_one_it_resembles():
    words = shares.split(bytes(16))[0].split()
    words[6] = "acadmic"
    with pytest.raises(WrongShares, match=r"Word 7, “acadmic”.*academic"):
        shares.read(" ".join(words))


def test_a_word_like_none_is_named():
    with pytest.raises(WrongShares, match="Word 2, “qqq”, is not in the list"):
        shares.read("academic qqq")


def test_a_missing_word_is_counted():
    words = shares.split(bytes(16))[0].split()[:-1]
    with pytest.raises(WrongShares, match="20 words and 19 were typed"):
        shares.read(" ".join(words))


def test_numbers_capitals_and_lines_do_not_matter():
    first, second, _third = shares.split(bytes(16))
    numbered = "\n".join(f"{place}. {word.title()}," for place, word in enumerate(first.split(), 1))
    assert shares.combine([numbered, second]) == bytes(16)


@given(st.text(max_size=200))
def test_nothing_typed_crashes(text):
    with pytest.raises(WrongShares):
        shares.read(text)


@settings(max_examples=30, deadline=None)
@given(secrets)
def test_the_key_follows_from_the_secret_and_age_reads_it(secret):
    written = keys.recipient(secret)
    assert str(keys.public_half(written)) == written == keys.recipient(secret)
    assert str(keys.identity(secret)).startswith("AGE-SECRET-KEY-1")


def test_a_share_of_another_kind_of_secret_is_no_share():
    from shamir_mnemonic import generate_mnemonics

    ((other, *_rest),) = generate_mnemonics(1, [(3, 5)], bytes(16))
    with pytest.raises(WrongShares):
        shares.read(other)
