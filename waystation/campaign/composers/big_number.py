"""One cell as the number to remember."""

from waystation import charts
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """Read `at`; the words are `label`."""
    return charts.BigNumber(pick.one(), pick.words("label"), tone=str(pick.block.choices.get("tone", "rust")))
