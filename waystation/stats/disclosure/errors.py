"""What can go wrong when numbers about few people are to be published."""

from collections.abc import Sequence


class BadTable(ValueError):  # noqa: N818 - named for what happened
    """The table contradicts itself; the message names the cell and the remedy."""


class BadRules(ValueError):  # noqa: N818
    """The protection rules contradict themselves."""


class UnknownMethod(LookupError):  # noqa: N818
    """No module in the folder of methods has that name."""


class CannotProtect(Exception):  # noqa: N818
    """Nothing was released. Says why, and which coarser tables could be.

    `alternatives` are sentences for the officer, most useful first.
    """

    def __init__(self, reason: str, alternatives: Sequence[str] = ()) -> None:
        self.reason = reason
        self.alternatives = tuple(alternatives)
        super().__init__(" ".join((reason, *(f"Instead: {text}" for text in self.alternatives))))
