"""Finding a code by whatever people write for it."""

from collections.abc import Callable

from waystation.vocab.codes import Code
from waystation.vocab.spelling import spellings

REMEMBERED = 2_000


class Index:
    """Finds a code by anything people write for it; what two codes share finds neither."""

    def __init__(self, answers: tuple[Code, ...]) -> None:
        self._tiers = tuple(_owners(answers, words) for words in (_names, _labels, _synonyms, _foreign))
        self._seen: dict[str, str] = {}

    def find(self, text: str) -> str | None:
        """Look among codes first, then labels, synonyms and the codes of other standards.

        Words that were found are remembered, because a file repeats them; what was not found may be
        anybody's words and is forgotten.
        """
        if text in self._seen:
            return self._seen[text]
        found = self._look_up(text)
        if found is not None and len(self._seen) < REMEMBERED:
            self._seen[text] = found
        return found

    def _look_up(self, text: str) -> str | None:
        written = spellings(text)
        for tier in self._tiers:
            for spelling in written:
                owners = tier.get(spelling, set())
                if len(owners) == 1:
                    return next(iter(owners))
        return None


def _names(code: Code) -> tuple[str, ...]:
    return (code.code,)


def _labels(code: Code) -> tuple[str, ...]:
    return tuple(code.labels.values())


def _synonyms(code: Code) -> tuple[str, ...]:
    return code.synonyms


def _foreign(code: Code) -> tuple[str, ...]:
    return tuple(code.external.values())


def _owners(answers: tuple[Code, ...], words: Callable[[Code], tuple[str, ...]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for code in answers:
        for word in words(code):
            for spelling in spellings(word):
                owners.setdefault(spelling, set()).add(code.code)
    owners.pop("", None)
    return owners
