"""The invented organisation publishes: its own numbers, and beside them what others printed in truth."""

from pathlib import Path

from waystation.core.errors import ActionRefused
from waystation.core.importing.choosing import Wishes
from waystation.core.importing.console import Order, carry_out
from waystation.core.invention import World
from waystation.evidence import actions
from waystation.evidence.sets import release_sets

ORDER = 900
LEDGER = Path(__file__).parent / "ledger" / "north_macedonia_published_figures.csv"
SERIES = ("organisation", "published")


def invent(world: World) -> None:
    """Import the shipped ledger, draft and approve every set of our own and of published figures."""
    _import_ledger(world)
    at_hand: actions.AtHand = {}
    shown = [chosen for chosen in release_sets().values() if chosen.series in SERIES]
    for chosen in shown:
        _publish(chosen.code, world, at_hand)
    codes = dict.fromkeys(each.code for chosen in shown for each in chosen.indicators)
    actions.ask_for_counts(list(codes), by=world.users["researcher"])


def _import_ledger(world: World) -> None:
    order = Order(LEDGER, world.organisation, by=world.users["researcher"], wishes=Wishes(profile="figures"))
    answer = carry_out(order, agree=lambda found: not found.rejected, watch=lambda _rows, _share: None)
    if answer.code:
        raise ActionRefused(f"The shipped ledger was not imported: {answer.problems[0].why}")


def _publish(set_code: str, world: World, at_hand: actions.AtHand) -> None:
    """Approve the draft; one that may not be published stays a draft and says why on its page."""
    draft = actions.draft_release(set_code, by=world.users["researcher"], background=False)
    finished = actions.compute_release(draft.code, at_hand=at_hand)
    try:
        actions.approve_release(finished, by=world.users["coordinator"])
    except ActionRefused:
        return
