"""One code of a list, its languages, and the three answers that are absent."""

from collections.abc import Mapping
from typing import NamedTuple

LANGUAGES = ("mk", "sq", "en")
ABSENT = ("unknown", "refused", "not_asked")


class Code(NamedTuple):
    """One answer of a list: what is stored, how it reads, what others call it."""

    code: str
    labels: Mapping[str, str]
    parent: str | None
    group: str
    note: str
    synonyms: tuple[str, ...]
    external: Mapping[str, str]

    def label(self, language: str) -> str:
        """Return the label, in English when the language has none."""
        return self.labels.get(language) or self.labels["en"]
