"""Coarser tables that could be published when a fine one cannot."""

from collections.abc import Callable, Iterator, Mapping

from waystation.stats.disclosure.table import Leaf, Table


def coarser_tables(table: Table) -> Iterator[tuple[str, Table]]:
    """Yield tables with one dimension grouped, then with one left out, each with a sentence that says so.

    Units: as in the table.
    Shape: same codes; grouped dimensions keep their upper levels.
    Errors: none; structural zeros are kept only where they still name whole cells.
    Source: coarsening along declared hierarchies, Hundepool et al. 2012, ch. 5.
    """
    for place, name in enumerate(table.dimensions):
        if table.hierarchies.get(name):
            yield f"print only the groups of {name}.", _grouped(table, place)
    if len(table.dimensions) > 1:
        for place, name in enumerate(table.dimensions):
            yield f"leave out {name}.", _without(table, place)


def _grouped(table: Table, place: int) -> Table:
    name = table.dimensions[place]
    parents = table.hierarchies[name]
    upper = {parents[group] for group in parents.values() if group in parents}

    def up(code: str) -> str:
        group = parents.get(code, code)
        return code if group in upper else group

    def lift(leaf: Leaf) -> Leaf:
        return (*leaf[:place], up(leaf[place]), *leaf[place + 1 :])

    axis = table.axes[place]
    leaves = tuple(dict.fromkeys(up(code) for code in axis.codes[: axis.leaf_count]))
    above = {code: group for code, group in parents.items() if code in leaves or code in parents.values()}
    return Table(
        dimensions=table.dimensions,
        counts=_summed(table.counts, lift),
        people=None if table.people is None else _summed(table.people, lift),
        hierarchies={**table.hierarchies, name: above},
        categories={**table.categories, name: leaves},
        total_code=table.total_code,
        counted=table.counted,
    )


def _without(table: Table, place: int) -> Table:
    def drop(leaf: Leaf) -> Leaf:
        return (*leaf[:place], *leaf[place + 1 :])

    name = table.dimensions[place]
    return Table(
        dimensions=drop(table.dimensions),
        counts=_summed(table.counts, drop),
        people=None if table.people is None else _summed(table.people, drop),
        hierarchies={n: parents for n, parents in table.hierarchies.items() if n != name},
        categories={n: codes for n, codes in table.categories.items() if n != name},
        total_code=table.total_code,
        counted=table.counted,
    )


def _summed(counts: Mapping[Leaf, int], name: Callable[[Leaf], Leaf]) -> dict[Leaf, int]:
    found: dict[Leaf, int] = {}
    for leaf, count in counts.items():
        found[name(leaf)] = found.get(name(leaf), 0) + count
    return found
