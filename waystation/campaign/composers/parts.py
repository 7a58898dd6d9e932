"""Cells along one dimension as named parts, in the order and number a block asks for."""

from waystation import charts
from waystation.campaign.picking import Pick
from waystation.evidence.published import Cell


def parts_of(pick: Pick) -> tuple[charts.Part, ...]:
    """Return the parts: `only` chooses and orders codes, `most` keeps the largest, zeros are left out."""
    dimension = pick.dimension()
    cells = _chosen(pick, pick.along(dimension), dimension)
    return tuple(charts.Part(_name(pick, cell, dimension), pick.figure(cell)) for cell in cells)


def _name(pick: Pick, cell: Cell, dimension: str) -> str:
    """Name a part by its code; with `by_source`, by who printed it and when, because sources do not compare."""
    label = pick.label(dimension, cell.at[dimension])
    return f"{cell.source} · {label}" if pick.block.choices.get("by_source") else label


def _chosen(pick: Pick, cells: list[Cell], dimension: str) -> list[Cell]:
    only = pick.block.choices.get("only")
    if only:
        by_code = {cell.at[dimension]: cell for cell in cells}
        return [by_code[code] for code in only if code in by_code]
    left_out = set(pick.block.choices.get("leave_out", ()))
    if pick.block.choices.get("by_source"):
        return sorted(cells, key=lambda cell: cell.at[dimension])
    counted = [cell for cell in cells if cell.value != 0 and cell.at[dimension] not in left_out]
    most = int(pick.block.choices.get("most", len(counted)))
    return sorted(counted, key=lambda cell: -(cell.value or 0))[:most]
