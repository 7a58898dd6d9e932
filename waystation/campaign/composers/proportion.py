"""Cells along one dimension as parts of one bar."""

from waystation import charts
from waystation.campaign.composers.parts import parts_of
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """Read `along`, `at`, `only`, `leave_out`, `most`; the words are `heading`."""
    return charts.Proportion(parts_of(pick), heading=pick.words("heading"))
