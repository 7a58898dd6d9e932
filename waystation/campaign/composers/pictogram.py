"""Cells along one dimension as rows of equal figures."""

from waystation import charts
from waystation.campaign.composers.parts import parts_of
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """Read `along`, `at`, `only`, `leave_out`, `most`; the words are `heading` and `each`."""
    return charts.Pictogram(parts_of(pick), heading=pick.words("heading"), each=pick.words("each"))
