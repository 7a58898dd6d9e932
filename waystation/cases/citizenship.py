"""The coarse group of a citizenship, which is all that statistics sees of it."""

from collections.abc import Sequence

from waystation import vocab
from waystation.cases.coding import NOT_ASKED


def group_of(citizenships: Sequence[str]) -> str:
    """Return the group of the first citizenship; an absent answer stays what it is."""
    if not citizenships:
        return NOT_ASKED
    first = citizenships[0]
    if first in vocab.ABSENT:
        return first
    return vocab.code_list("country")[first].group or "other"
