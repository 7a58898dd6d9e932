"""Splits the secret of the recovery key into three shares of twenty words (SLIP-39); any two give it back."""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from waystation.core.recovery import errors
from waystation.core.recovery.errors import WrongShares

NEEDED, MADE = 2, 3
SECRET_BYTES = 16
WORDS = 20
KNOWN_BY = 4  # the first four letters of each word of the list are its own


def split(secret: bytes) -> tuple[str, ...]:
    """Return three shares of the secret; each line of words alone says nothing about it."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"The secret has {SECRET_BYTES} bytes, not {len(secret)}.")
    (shares,) = generate_mnemonics(1, [(NEEDED, MADE)], secret)
    return tuple(shares)


def combine(typed: Sequence[str]) -> bytes:
    """Return the secret that two shares make; WrongShares says which word or sheet to look at."""
    if len(typed) != NEEDED:
        raise WrongShares(errors.NOT_TWO, given=len(typed))
    shares = [read(words) for words in typed]
    if len({share.common_parameters() for share in shares}) > 1:
        raise WrongShares(errors.TWO_KEYS)
    if len({share.index for share in shares}) < NEEDED:
        raise WrongShares(errors.SAME_SHARE)
    try:
        secret: bytes = combine_mnemonics([share.mnemonic() for share in shares])
    except MnemonicError as error:  # the digest inside does not fit: shares of two secrets with one number
        raise WrongShares(errors.TWO_KEYS) from error
    return secret


def read(typed: str) -> Share:
    """Return one typed share; numbers before the words and capitals do not matter."""
    words = tidy(typed)
    for place, word in enumerate(words, 1):
        if word not in WORD_INDEX_MAP:
            raise _unknown(place, word)
    if len(words) != WORDS:
        raise WrongShares(errors.WRONG_COUNT, wanted=WORDS, given=len(words))
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError as error:
        raise WrongShares(errors.WRONG_ORDER) from error
    if (share.member_threshold, share.group_count) != (NEEDED, 1) or len(share.value) != SECRET_BYTES:
        raise WrongShares(errors.WRONG_ORDER)
    return share


def tidy(typed: str) -> list[str]:
    """Return the words: `1. Academic, 2. acid` and `academic acid` read alike."""
    words = (word.strip(".,;:)(").lower() for word in typed.split())
    return [word for word in words if word and not word.isdigit()]


def _unknown(place: int, word: str) -> WrongShares:
    meant = [known for known in WORDLIST if known[:KNOWN_BY] == word[:KNOWN_BY]]
    if len(meant) == 1:
        return WrongShares(errors.ALMOST_A_WORD, place=place, word=word[:30], meant=meant[0])
    return WrongShares(errors.UNKNOWN_WORD, place=place, word=word[:30])
