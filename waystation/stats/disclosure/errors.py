"""What can go wrong when numbers about few people are to be published."""

from collections.abc import Sequence


class BadTable(ValueError):
    """The table contradicts itself; the message names the cell and the remedy."""


class BadRules(ValueError):
    """The protection rules contradict themselves."""


class UnknownMethod(LookupError):
    """No module in the folder of methods has that name."""


class CannotProtect(Exception):
    """Nothing was released. Says why, and which coarser tables could be.

    `alternatives` are sentences for the officer, most useful first.
    """

    def __init__(self, reason: str, alternatives: Sequence[str] = ()) -> None:
        self.reason = reason
        self.alternatives = tuple(alternatives)
        super().__init__(" ".join((reason, *(f"Instead: {text}" for text in self.alternatives))))
