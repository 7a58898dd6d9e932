"""One dimension of a table as a tree: categories, the groups above them, and the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.errors import BadTable


@dataclass(frozen=True)
class Axis:
    """A dimension's printed codes: leaves first, then groups, the total last.

    `children` gives for every group, and for the total, the positions of what it sums.
    """

    name: str
    codes: tuple[str, ...]
    leaf_count: int
    children: Mapping[int, tuple[int, ...]]

    @property
    def total(self) -> int:
        return len(self.codes) - 1

    def membership(self) -> npt.NDArray[np.int64]:
        """Return which leaves each code sums.

        Units: 1 where the leaf lies below the code, else 0.
        Shape: codes × leaves.
        Errors: none; exact.
        Source: definition of a hierarchy.
        """
        matrix = np.zeros((len(self.codes), self.leaf_count), dtype=np.int64)
        matrix[: self.leaf_count] = np.eye(self.leaf_count, dtype=np.int64)
        for node, parts in self.children.items():
            matrix[node] = matrix[list(parts)].sum(axis=0)
        return matrix


def build_axis(name: str, leaves: Sequence[str], parents: Mapping[str, str], total_code: str) -> Axis:
    """Order the codes so that every group comes after its parts.

    Units: codes.
    Shape: leaves in the given order, groups by height, total last.
    Errors: BadTable when a group is its own ancestor, or a code is used twice.
    Source: definition of a hierarchy.
    """
    _refuse_clashes(name, leaves, parents, total_code)
    codes = list(leaves)
    waiting = dict.fromkeys(parents[code] for code in parents)
    while waiting:
        ready = [g for g in waiting if all(c in codes for c, p in parents.items() if p == g)]
        if not ready:
            raise BadTable(
                f"The groups of {name} ({', '.join(waiting)}) contain each other. Draw the hierarchy as a tree."
            )
        codes.extend(ready)
        for group in ready:
            del waiting[group]
    codes.append(total_code)
    return Axis(name, tuple(codes), len(leaves), _children(codes, parents, total_code))


def _children(codes: Sequence[str], parents: Mapping[str, str], total_code: str) -> dict[int, tuple[int, ...]]:
    place = {code: i for i, code in enumerate(codes)}
    found: dict[int, list[int]] = {}
    for code in codes[:-1]:
        found.setdefault(place[parents.get(code, total_code)], []).append(place[code])
    return {node: tuple(found[node]) for node in sorted(found)}


def _refuse_clashes(name: str, leaves: Sequence[str], parents: Mapping[str, str], total_code: str) -> None:
    if not leaves:
        raise BadTable(f"The dimension {name} has no category. Give at least one count or list its categories.")
    groups = set(parents.values())
    both = sorted(groups.intersection(leaves))
    if both:
        raise BadTable(f"{both[0]!r} of {name} is a group and also has counts of its own. Count only its parts.")
    if total_code in groups or total_code in leaves:
        raise BadTable(
            f"{name} uses {total_code!r} as a category, but that word marks the total. Choose another total_code."
        )
    lost = sorted(set(parents) - set(leaves) - groups)
    if lost:
        raise BadTable(
            f"The hierarchy of {name} names the unknown category {lost[0]!r}. Add it to categories or remove it."
        )
