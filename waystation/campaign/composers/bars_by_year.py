"""Cells along the years as columns; years the table skips are shown as gaps."""

from collections import defaultdict

from waystation import charts
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """Read `along` (default year), `at`, `first`, `last`; the words are `heading`."""
    dimension = str(pick.block.choices.get("along", "year"))
    figures: dict[str, list[charts.Figure]] = defaultdict(list)
    for cell in pick.along(dimension):
        figures[cell.at[dimension]].append(pick.figure(cell))
    labels = _without_gaps(sorted(figures), pick)
    years = tuple(charts.Year(pick.label(dimension, label), tuple(figures[label])) for label in labels)
    return charts.BarsByYear(years, heading=pick.words("heading"), tone=str(pick.block.choices.get("tone", "")))


def _without_gaps(labels: list[str], pick: Pick) -> list[str]:
    if not all(label.isdigit() for label in labels):
        return labels
    first = int(pick.block.choices.get("first", labels[0] if labels else 0))
    last = int(pick.block.choices.get("last", labels[-1] if labels else -1))
    return [str(year) for year in range(first, last + 1)]
