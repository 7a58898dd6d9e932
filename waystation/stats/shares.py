"""The CTDC percentage rule: shares among those about whom something is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class GroupShares:
    """How many people each flag of a group applies to, and out of how many.

    Units: people; `pct` in percent, None when nobody has any flag of the group.
    """

    counts: Mapping[str, int]
    base: int
    records: int

    @property
    def pct(self) -> dict[str, float | None]:
        return {flag: 100.0 * count / self.base if self.base else None for flag, count in self.counts.items()}

    @property
    def known_pct(self) -> float | None:
        """Share of the records that enter the base; a reader must see it beside the shares."""
        return 100.0 * self.base / self.records if self.records else None


@overload
def group_shares(records: Iterable[Mapping[str, object]], flags: Sequence[str]) -> GroupShares: ...
@overload
def group_shares(records: npt.NDArray[Any], flags: Sequence[str]) -> GroupShares: ...
def group_shares(records: Iterable[Mapping[str, object]] | npt.NDArray[Any], flags: Sequence[str]) -> GroupShares:
    """Divide by the records that have at least one flag of the group set; shares may exceed 100 together.

    Units: people in, people and percent out.
    Shape: mappings from flag to 1, 0 or missing (None, "", not a number, absent); or an array of
        flags × records with 1, 0 and missing (NaN, or any other number such as -99).
    Errors: ValueError when the array has not one row per flag. Exact counts; no weighting.
    Source: CTDC codebook, percentages within groups of indicators.
    """
    table = _from_array(records, flags) if isinstance(records, np.ndarray) else _from_mappings(records, flags)
    counts = table.sum(axis=1)
    return GroupShares(
        counts={flag: int(count) for flag, count in zip(flags, counts, strict=True)},
        base=int(table.any(axis=0).sum()),
        records=table.shape[1],
    )


def _from_array(array: npt.NDArray[Any], flags: Sequence[str]) -> npt.NDArray[np.bool_]:
    if array.ndim != 2 or array.shape[0] != len(flags):
        raise ValueError(f"The array has the shape {array.shape}; give one row for each of the {len(flags)} flags.")
    is_one: npt.NDArray[np.bool_] = array == 1
    return is_one


def _from_mappings(records: Iterable[Mapping[str, object]], flags: Sequence[str]) -> npt.NDArray[np.bool_]:
    rows = [[_is_set(record.get(flag)) for flag in flags] for record in records]
    return np.array(rows, dtype=bool).reshape(len(rows), len(flags)).T


def _is_set(answer: object) -> bool:
    return answer in (1, True, "1", "1.0")
