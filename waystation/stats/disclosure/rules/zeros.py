"""A zero can say too much: nobody of this group was helped."""

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.table import Table


def zeros_by_policy(table: Table, rules: ProtectionRules) -> npt.NDArray[np.bool_]:
    """Find the zero cells, when the rules say that zeros are not safe.

    Units: people.
    Shape: as `table.values`; structural zeros are removed by the caller.
    Errors: none; exact.
    Source: docs/statistics-methods.md.
    """
    if rules.zeros_are_safe:
        return np.zeros(table.shape, dtype=bool)
    return np.equal(table.people_values, 0)


RULE = zeros_by_policy
