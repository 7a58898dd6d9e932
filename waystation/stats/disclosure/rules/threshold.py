"""A cell with few people behind it is sensitive, whatever number is printed."""

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.table import Table


def few_people(table: Table, rules: ProtectionRules) -> npt.NDArray[np.bool_]:
    """Find the cells with 1 to threshold - 1 people behind them.

    Units: people, not printed units: 300 nights of two people are sensitive.
    Shape: as `table.values`.
    Errors: none; exact.
    Source: minimum frequency rule, Hundepool et al. 2012, ch. 5.
    """
    people = table.people_values
    return (people >= 1) & (people < rules.threshold)


RULE = few_people
