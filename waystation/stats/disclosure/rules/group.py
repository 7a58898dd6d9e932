"""A cell that holds (nearly) everybody of its margin tells something about each of them."""

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.axes import Axis
from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.table import Table

Mask = npt.NDArray[np.bool_]


def nearly_everybody(table: Table, rules: ProtectionRules) -> Mask:
    """Find the cells whose margin holds fewer than `threshold` people beside them.

    Units: people. "All 30 are girls" and "28 of 30 are girls" are both found at threshold 5.
    Shape: as `table.values`; only sums of two or more possible parts are looked at.
    Errors: none; exact. Off unless the rules ask for group disclosure.
    Source: group attribute disclosure, Hundepool et al. 2012, ch. 5.
    """
    mask = np.zeros(table.shape, dtype=bool)
    if rules.group_disclosure:
        for place, axis in enumerate(table.axes):
            _mark(table, rules, np.moveaxis(mask, place, 0), (place, axis))
    return mask


def _mark(table: Table, rules: ProtectionRules, mask: Mask, along: tuple[int, Axis]) -> None:
    place, axis = along
    people = np.moveaxis(table.people_values, place, 0)
    possible = np.moveaxis(table.possible, place, 0)
    for node, parts in axis.children.items():
        several = possible[list(parts)].sum(axis=0) > 1
        for part in parts:
            beside = people[node] - people[part]
            mask[part] |= several & (people[part] > 0) & (beside < rules.threshold)


RULE = nearly_everybody
