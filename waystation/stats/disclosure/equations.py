"""The auditor's reading of printed tables: unknown cells, and the sums that tie them to printed ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from waystation.stats.disclosure.printed import PrintedTable
from waystation.stats.disclosure.table import CellKey, cell_key, key_text

Bounds = tuple[int, int | None]
Term = tuple[CellKey, int]


@dataclass
class Equations:
    """Everything printed, as an outsider writes it down.

    Units: as printed.
    Shape: `sums` are (terms, right-hand side) over unknown cells only, whole coefficients.
    Errors: what cannot be true at once is listed in `contradictions`.
    Source: definition of a margin.
    """

    shown: dict[CellKey, int] = field(default_factory=dict)
    withheld: list[tuple[CellKey, Mapping[str, str]]] = field(default_factory=list)
    unknown: dict[CellKey, Bounds] = field(default_factory=dict)
    sums: list[tuple[tuple[Term, ...], int]] = field(default_factory=list)
    declared: set[CellKey] = field(default_factory=set)
    contradictions: list[str] = field(default_factory=list)


def read_equations(
    tables: Sequence[PrintedTable],
    known_bounds: Bounds,
    outside_knowledge: Sequence[tuple[Mapping[str, str], Bounds]] = (),
) -> Equations:
    """Write down one equation for every sum over a dimension or group of every table.

    Units: as printed.
    Shape: a cell with the same name in several tables is one unknown.
    Errors: contradictions are listed, not raised.
    Source: linked tables, Hundepool et al. 2012, ch. 5.
    """
    equations = Equations()
    for table in tables:
        _read_cells(table, equations, known_bounds)
    for key in equations.shown:
        equations.unknown.pop(key, None)
    for table in tables:
        _declare(table, equations, outside_knowledge)
    seen: set[tuple[tuple[Term, ...], int]] = set()
    for table in tables:
        for parts in _sums(table):
            _add_sum(equations, parts, seen)
    return equations


def _read_cells(table: PrintedTable, equations: Equations, known_bounds: Bounds) -> None:
    for codes, number, possible in table.rows():
        key = table.key(codes)
        if number is not None:
            if equations.shown.setdefault(key, number) != number:
                equations.contradictions.append(f"{key_text(key)} is printed with two different numbers.")
            continue
        equations.withheld.append((key, dict(zip(table.dimensions, codes, strict=True))))
        bounds = known_bounds if possible else (0, 0)
        equations.unknown[key] = _both(equations.unknown.get(key, (0, None)), bounds)


def _both(one: Bounds, other: Bounds) -> Bounds:
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(one[0], other[0]), min(highs) if highs else None


def _declare(
    table: PrintedTable, equations: Equations, outside_knowledge: Sequence[tuple[Mapping[str, str], Bounds]]
) -> None:
    for at, bounds in outside_knowledge:
        key = cell_key(table.counted, at, table.total_code)
        if key in equations.unknown:
            equations.unknown[key] = bounds
            equations.declared.add(key)


def _sums(table: PrintedTable) -> Iterator[list[CellKey]]:
    """Yield, for every sum, the cell of the sum followed by its parts."""
    keys = [table.key(codes) for codes, _, _ in table.rows()]
    sizes = [len(axis.codes) for axis in table.axes]
    for place, axis in enumerate(table.axes):
        step = prod(sizes[place + 1 :])
        for start in range(0, len(keys), step * sizes[place]):
            for offset in range(start, start + step):
                for node, parts in axis.children.items():
                    yield [keys[offset + i * step] for i in (node, *parts)]


def _add_sum(equations: Equations, cells: Sequence[CellKey], seen: set[tuple[tuple[Term, ...], int]]) -> None:
    right = 0
    terms: list[Term] = []
    for place, key in enumerate(cells):
        sign = -1 if place == 0 else 1
        if key in equations.unknown:
            terms.append((key, sign))
        else:
            right -= sign * equations.shown[key]
    if not terms:
        if right:
            equations.contradictions.append(f"The parts of {key_text(cells[0])} do not add up to it.")
        return
    equation = (tuple(terms), right)
    if equation not in seen:
        seen.add(equation)
        equations.sums.append(equation)
