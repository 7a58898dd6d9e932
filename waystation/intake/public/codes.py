"""Return codes: 88 bits as eleven ordinary words, and a twelfth by which a slip of the pen is noticed.

Each language has its own 256 words; where nobody made a list yet, that of a language many of its speakers read. Words
are compared without case, accents and the marks between them, and a wrong letter in up to three of them is mended
where only one code can be meant. Nothing of a code is stored but a keyed hash; from the code itself follows the key
that opens the answers.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from math import prod

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 11
WORDS = SECRET_BYTES + 1
MENDED, MOST_READINGS = 3, 200
LISTS = ("mk", "sq", "en", "tr", "sr", "ar", "fa")
WITHOUT_A_LIST = {"rom": "mk"}  # Macedonian words, and the page says so
SAME = str.maketrans({"ı": "i", "đ": "d", "ي": "ی", "ك": "ک", "ة": "ه", "ى": "ی"})
WORD = re.compile(r"[^\W\d_]+")


class NoCode(ValueError):
    """What was typed is no return code; `word` names the first that is in no list."""

    def __init__(self, typed: int, word: str = "") -> None:
        super().__init__(f"{typed} words and no return code.")
        self.typed, self.word = typed, word


@dataclass(frozen=True)
class Derived:
    """What follows from a code: by what the conversation is found, and the key that opens its answers."""

    lookup: str
    private: X25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


def list_for(language: str) -> str:
    """Return the language of the words that readers of this language get."""
    wanted = WITHOUT_A_LIST.get(language, language)
    return wanted if wanted in LISTS else "en"


def words_of(secret: bytes, language: str) -> list[str]:
    """Return the twelve words of the secret."""
    words = _words(list_for(language))
    return [words[byte] for byte in secret + _check(secret)]


def secret_of(text: str, language: str) -> bytes:
    """Return the secret that the words stand for, tried in the page's language first; NoCode says what is wrong."""
    typed = [_folded(word) for word in _said(text)]
    if len(typed) == WORDS:
        for each in _in_order(language):
            secret = _secret(typed, each)
            if secret is not None:
                return secret
    here = _numbers(list_for(language))
    strange = next((word for word in _said(text) if not _meant(_folded(word), here)), "")
    raise NoCode(len(typed), strange)


def holds_a_code(text: str) -> bool:
    """Say whether a return code stands anywhere in the text."""
    typed = [_folded(word) for word in _said(text)]
    for each in LISTS:
        numbers = _numbers(each)
        known = [numbers.get(word) for word in typed]
        for first in range(len(known) - SECRET_BYTES):
            found = known[first : first + WORDS]
            if None not in found and _is_whole(bytes(number for number in found if number is not None)):
                return True
    return False


def drawn_from(form: str, pepper: str) -> bytes:
    """Return the secret of one sent form: the same form sent twice has one code, and without the form none is known."""
    return hmac.digest(pepper.encode(), b"return code 1|" + form.encode(), "sha256")[:SECRET_BYTES]


def mark_of(form: str, pepper: str) -> str:
    """Return by what a form sent twice is known again."""
    return hmac.digest(pepper.encode(), b"form 1|" + form.encode(), "sha256").hex()


def derived(secret: bytes, pepper: str) -> Derived:
    """Return what follows from the secret, with the pepper that lies outside the database.

    No slow hash: 88 random bits need none, and a cheap one leaves nobody a lever to keep the door busy.
    """
    root = HKDF(hashes.SHA256(), 64, salt=pepper.encode(), info=b"waystation return code 1").derive(secret)
    return Derived(hashlib.sha256(root[:32]).hexdigest(), X25519PrivateKey.from_private_bytes(root[32:]))


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"waystation return code check 1" + secret).digest()[:1]


def _is_whole(read: bytes) -> bool:
    return _check(read[:SECRET_BYTES]) == read[SECRET_BYTES:]


def _secret(typed: list[str], language: str) -> bytes | None:
    """Return the secret if the words are of this language's list, or so near that only one code can be meant."""
    numbers = _numbers(language)
    if sum(word in numbers for word in typed) < WORDS - MENDED:
        return None
    meant = [_meant(word, numbers) for word in typed]
    if prod(map(len, meant)) > MOST_READINGS:
        return None
    whole = {bytes(reading) for reading in product(*meant) if _is_whole(bytes(reading))}
    return whole.pop()[:SECRET_BYTES] if len(whole) == 1 else None


def _meant(word: str, numbers: Mapping[str, int]) -> list[int]:
    """Return which words may be meant: the word itself, else all that are one letter away."""
    if word in numbers:
        return [numbers[word]]
    return [number for known, number in numbers.items() if _one_letter_apart(word, known)]


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _in_order(language: str) -> Iterator[str]:
    first = list_for(language)
    yield first
    yield from (each for each in LISTS if each != first)


def _said(text: str) -> list[str]:
    return WORD.findall("".join(sign for sign in unicodedata.normalize("NFC", text) if not _is_mark(sign)))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Cf"}


def _folded(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not _is_mark(sign)).translate(
        SAME
    )


@cache
def _words(language: str) -> tuple[str, ...]:
    return tuple((files(__package__) / "words" / f"{language}.txt").read_text(encoding="utf-8").split())


@cache
def _numbers(language: str) -> dict[str, int]:
    return {_folded(word): number for number, word in enumerate(_words(language))}
