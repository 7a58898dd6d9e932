"""Which cells say too much about someone. Each module here with a `RULE` is one rule."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.errors import BadRules
from waystation.stats.disclosure.table import Table

Mask = npt.NDArray[np.bool_]
Bounds = tuple[int, int | None]


@dataclass(frozen=True)
class ProtectionRules:
    """What must be protected, how widely, and what outsiders are taken to know.

    Units: `threshold` in people; `width` in printed units (highest minus lowest value an outsider
        can derive); `widths` overrides it for what a table counts, such as nights.
    Shape: `known_bounds` holds for every withheld cell; `outside_knowledge` names single cells
        ({"sex": "female"} and so on; dimensions left out are at their total) with bounds, and such
        a cell is no longer protected itself; `keep_shown` names cells that must stay in print.
    Errors: BadRules when a width cannot hide a small number.
    Source: docs/statistics-methods.md.
    """

    threshold: int = 5
    width: int = 5
    zeros_are_safe: bool = True
    group_disclosure: bool = False
    known_bounds: Bounds = (0, None)
    widths: Mapping[str, int] = field(default_factory=dict)
    outside_knowledge: Sequence[tuple[Mapping[str, str], Bounds]] = ()
    keep_shown: Sequence[Mapping[str, str]] = ()
    cost: Literal["information", "cells", "value"] = "information"

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise BadRules(f"A threshold of {self.threshold} protects nobody. Use 2 or more, or 1 for no small cells.")
        if min(self.width, *self.widths.values(), self.width) < 1:
            raise BadRules("A protection width below 1 lets a cell be known exactly. Use at least 1.")
        low, high = self.known_bounds
        if low < 0 or (high is not None and high < low):
            raise BadRules(
                f"No count lies between {low} and {high}. Give a lower bound of at least 0 and a higher upper one."
            )

    def width_of(self, counted: str) -> int:
        return self.widths.get(counted, self.width)

    def as_dict(self) -> dict[str, object]:
        return {
            "threshold": self.threshold,
            "width": self.width,
            "widths": dict(self.widths),
            "zeros_are_safe": self.zeros_are_safe,
            "group_disclosure": self.group_disclosure,
            "known_bounds": list(self.known_bounds),
            "outside_knowledge": [[dict(at), list(bounds)] for at, bounds in self.outside_knowledge],
            "keep_shown": [dict(at) for at in self.keep_shown],
            "cost": self.cost,
        }


Rule = Callable[[Table, ProtectionRules], Mask]


@cache
def rules_found() -> dict[str, Rule]:
    """Return every rule in this folder by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module.RULE for name, module in modules.items() if hasattr(module, "RULE")}


def sensitive_cells(table: Table, rules: ProtectionRules) -> Mask:
    """Return the cells that at least one rule calls sensitive.

    Units: True where the number must not be derivable.
    Shape: as `table.values`.
    Errors: none; cells that can hold nobody are never sensitive.
    Source: the rules in this folder.
    """
    mask = np.zeros(table.shape, dtype=bool)
    for rule in rules_found().values():
        mask |= rule(table, rules)
    return mask & table.possible
