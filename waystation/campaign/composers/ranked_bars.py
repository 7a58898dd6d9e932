"""Cells along one dimension as bars, the longest first."""

from waystation import charts
from waystation.campaign.composers.parts import parts_of
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """Read `along`, `at`, `only`, `leave_out`, `most`, `by_source`; the words are `heading`."""
    ordered = bool(pick.block.choices.get("only") or pick.block.choices.get("by_source"))
    return charts.RankedBars(parts_of(pick), heading=pick.words("heading"), keep_order=ordered)
