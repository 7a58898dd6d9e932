"""A few words that explain; they hold no figures."""

from waystation import charts
from waystation.campaign.picking import Pick


def build(pick: Pick) -> charts.Block:
    """The words are `text` and, if wanted, `heading`."""
    return charts.Note(
        pick.words("text"), heading=pick.words("heading"), tone=str(pick.block.choices.get("tone", "rust"))
    )
