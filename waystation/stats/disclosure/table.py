"""Tables of counts with all their margins, and systems of tables that share cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Integral

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.axes import Axis, build_axis
from waystation.stats.disclosure.errors import BadTable

Leaf = tuple[str, ...]
CellKey = tuple[str, tuple[tuple[str, str], ...]]
Ints = npt.NDArray[np.int64]
LIMIT = 10**9  # solvers count in doubles with a tolerance; beyond this neighbouring numbers blur


def cell_key(counted: str, at: Mapping[str, str], total_code: str) -> CellKey:
    """Name a cell so that the same cell in two tables has the same name: totals are left out."""
    return counted, tuple(sorted((name, code) for name, code in at.items() if code != total_code))


@dataclass(frozen=True, eq=False)
class Table:
    """Counts for the finest cells; every sum over dimensions and groups is implied and printed.

    Units: `counts` are what is printed (people, contacts, nights); `people` are the persons
        behind each cell, when they differ; thresholds look at people only.
    Shape: keys are tuples, one code per dimension. A missing key is a true zero;
        `structural_zeros` (codes, groups or the total code) can hold nobody and everybody knows it.
    Errors: BadTable on negative, fractional or contradictory counts and unknown categories.
    Source: hierarchical tables as in Hundepool et al., Statistical Disclosure Control, 2012, ch. 5.
    """

    dimensions: tuple[str, ...]
    counts: Mapping[Leaf, int]
    total_code: str = "Total"
    hierarchies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[Leaf, int] | None = None
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    structural_zeros: Iterable[Leaf] = ()
    counted: str = "people"

    def __post_init__(self) -> None:
        if not self.dimensions:
            raise BadTable("The table has no dimension. Name at least one.")
        if len(set(self.dimensions)) != len(self.dimensions):
            raise BadTable("A dimension is named twice. Name each once.")
        object.__setattr__(self, "structural_zeros", tuple(self.structural_zeros))
        for named in (self.hierarchies, self.categories):
            strange = sorted(set(named) - set(self.dimensions))
            if strange:
                raise BadTable(f"{strange[0]!r} is not a dimension of this table ({', '.join(self.dimensions)}).")
        _check_counts(self.counts, self.dimensions)
        _check_people(self)
        _check_totals_fit(self.values, self.people_values)
        _check_structural_zeros(self)

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(
            build_axis(name, _leaves(self, place), self.hierarchies.get(name, {}), self.total_code)
            for place, name in enumerate(self.dimensions)
        )

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.codes) for axis in self.axes)

    @cached_property
    def values(self) -> Ints:
        """Every printed number, margins included; one axis per dimension, codes in axis order."""
        return self._summed(self._leaf_array(self.counts))

    @cached_property
    def people_values(self) -> Ints:
        return self.values if self.people is None else self._summed(self._leaf_array(self.people))

    @cached_property
    def possible(self) -> npt.NDArray[np.bool_]:
        """False for the cells that can hold nobody."""
        return self._summed((~self._impossible_leaves()).astype(np.int64)) > 0

    def at(self, position: Sequence[int]) -> dict[str, str]:
        return {axis.name: axis.codes[i] for axis, i in zip(self.axes, position, strict=True)}

    def positions(self) -> Iterator[tuple[int, ...]]:
        return iter(np.ndindex(self.shape))

    def key(self, position: Sequence[int]) -> CellKey:
        return cell_key(self.counted, self.at(position), self.total_code)

    def _leaf_array(self, counts: Mapping[Leaf, int]) -> Ints:
        array = np.zeros([axis.leaf_count for axis in self.axes], dtype=np.int64)
        places = [{code: i for i, code in enumerate(axis.codes[: axis.leaf_count])} for axis in self.axes]
        for leaf, count in counts.items():
            array[self._place(leaf, places)] = count
        return array

    def _place(self, leaf: Leaf, places: Sequence[Mapping[str, int]]) -> tuple[int, ...]:
        found = []
        for axis, codes, code in zip(self.axes, places, leaf, strict=True):
            if code not in codes:
                raise BadTable(f"{code!r} is not a category of {axis.name}. Add it to categories or correct the row.")
            found.append(codes[code])
        return tuple(found)

    def _summed(self, array: Ints) -> Ints:
        for place, axis in enumerate(self.axes):
            array = np.moveaxis(np.tensordot(axis.membership(), array, axes=(1, place)), 0, place)
        return array

    def _impossible_leaves(self) -> npt.NDArray[np.bool_]:
        mask = np.zeros([axis.leaf_count for axis in self.axes], dtype=bool)
        for zero in self.structural_zeros:
            rows = [_below(axis, code) for axis, code in zip(self.axes, zero, strict=True)]
            mask[np.ix_(*rows)] = True
        return mask


@dataclass(frozen=True, eq=False)
class TableSystem:
    """Tables published together. A cell with the same name in two tables is one cell.

    Units: as in the tables.
    Shape: any number of tables; sharing is by `counted` and by dimension and code.
    Errors: BadTable when two tables give one cell two values.
    Source: linked tables as in Hundepool et al. 2012, ch. 5.
    """

    tables: tuple[Table, ...]

    def __post_init__(self) -> None:
        seen: dict[CellKey, int] = {}
        for table in self.tables:
            for position in table.positions():
                key, value = table.key(position), int(table.values[position])
                if seen.setdefault(key, value) != value:
                    raise BadTable(
                        f"Two tables disagree about {key_text(key)}: {seen[key]} and {value}. "
                        "Count both from the same records, or give them different `counted` names."
                    )


def key_text(key: CellKey) -> str:
    return f"{key[0]} " + (", ".join(f"{name}={code}" for name, code in key[1]) or "in all")


def table_from_rows(dimensions: tuple[str, ...], rows: Iterable[tuple[Leaf, int]], **more: object) -> Table:
    """Read a printed table: totals and groups may be among the rows and must add up.

    Units: counts as printed.
    Shape: rows of (codes, count); order does not matter.
    Errors: BadTable on duplicate rows and on totals that do not add up.
    Source: definition.
    """
    total_code = str(more.get("total_code", "Total"))
    hierarchies = more.get("hierarchies", {})
    parents: dict[str, dict[str, str]] = hierarchies if isinstance(hierarchies, dict) else {}
    groups = [{total_code, *parents.get(name, {}).values()} for name in dimensions]
    leaves: dict[Leaf, int] = {}
    sums: dict[Leaf, int] = {}
    for codes, count in rows:
        _check_codes(codes, dimensions)
        into = sums if any(code in above for code, above in zip(codes, groups, strict=True)) else leaves
        if codes in into:
            raise BadTable(f"The cell {', '.join(codes)} is given twice. Keep one row.")
        into[codes] = count
    table = Table(dimensions, leaves, **more)  # type: ignore[arg-type]
    _check_sums(table, sums)
    return table


def _check_sums(table: Table, sums: Mapping[Leaf, int]) -> None:
    places = [{code: i for i, code in enumerate(axis.codes)} for axis in table.axes]
    for codes, printed in sums.items():
        summed = int(table.values[table._place(codes, places)])
        if summed != printed:
            raise BadTable(
                f"{', '.join(codes)} is given as {printed}, but its parts add up to {summed}. "
                "Correct the parts or leave the total out."
            )


def _leaves(table: Table, place: int) -> tuple[str, ...]:
    name = table.dimensions[place]
    if name in table.categories:
        listed = tuple(table.categories[name])
        if len(set(listed)) != len(listed):
            raise BadTable(f"A category of {name} is listed twice. List each once.")
        return listed
    parents = table.hierarchies.get(name, {})
    bottom = [code for code in parents if code not in parents.values()]
    return tuple(dict.fromkeys([*(leaf[place] for leaf in table.counts), *bottom]))


def _below(axis: Axis, code: str) -> npt.NDArray[np.intp]:
    if code not in axis.codes:
        raise BadTable(f"{code!r} is not a category of {axis.name}. Correct the structural zero.")
    return np.flatnonzero(axis.membership()[axis.codes.index(code)])


def _check_codes(codes: object, dimensions: Sequence[str]) -> None:
    whole = isinstance(codes, tuple) and len(codes) == len(dimensions) and all(isinstance(c, str) for c in codes)
    if not whole:
        raise BadTable(f"{codes!r} does not name one code for each of {', '.join(dimensions)}.")


def _check_counts(counts: Mapping[Leaf, int], dimensions: Sequence[str]) -> None:
    for codes, count in counts.items():
        _check_codes(codes, dimensions)
        if isinstance(count, bool) or not isinstance(count, Integral):
            raise BadTable(f"{', '.join(codes)} has the count {count!r}. Counts are whole numbers.")
        if count < 0:
            raise BadTable(f"{', '.join(codes)} has the count {count}. A count cannot be below zero.")
        if count >= LIMIT:
            raise BadTable(f"{', '.join(codes)} has the count {count}, more than {LIMIT:,}. Count in thousands.")


def _check_totals_fit(*arrays: Ints) -> None:
    for array in arrays:
        if array.size and (array.max() >= LIMIT or array.min() < 0):
            raise BadTable(f"The counts add up to more than {LIMIT:,}. Count in thousands.")


def _check_people(table: Table) -> None:
    if table.people is None:
        return
    _check_counts(table.people, table.dimensions)
    for codes, count in table.counts.items():
        if count > 0 and not table.people.get(codes):
            raise BadTable(f"{', '.join(codes)} counts {count} {table.counted} of nobody. Give the people behind it.")


def _check_structural_zeros(table: Table) -> None:
    for zero in table.structural_zeros:
        _check_codes(zero, table.dimensions)
    if table.structural_zeros and table.values[~table.possible].any():
        bad = next(p for p in table.positions() if not table.possible[p] and table.values[p])
        where = ", ".join(table.at(bad).values())
        raise BadTable(f"{where} is declared impossible but holds {int(table.values[bad])}. Correct one of the two.")
