"""Other tables that agree with the print: what a protector may show its auditor, who believes nothing unchecked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waystation.stats.disclosure.table import CellKey

Change = Mapping[CellKey, int]


@dataclass(frozen=True)
class Witnesses:
    """One full set of withheld values, and changes to it that leave every printed sum true.

    Units: as printed. Secret: `base` holds the true values. Never stored with a release.
    """

    base: Mapping[CellKey, int] = field(default_factory=dict)
    changes: Sequence[Change] = ()
