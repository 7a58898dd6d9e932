"""The invented organisation publishes: its own numbers, and what others printed as far as the ledger holds it."""

from waystation.core.errors import ActionRefused
from waystation.core.invention import World
from waystation.evidence import actions
from waystation.evidence.models import LedgerFigure
from waystation.evidence.sets import release_sets

ORDER = 900


def invent(world: World) -> None:
    """Draft and approve every set of the organisation's records and of published figures."""
    printed = LedgerFigure.objects.filter(organisation=world.organisation).exists()
    for chosen in release_sets().values():
        if chosen.series == "organisation" or (chosen.series == "published" and printed):
            _publish(chosen.code, world)


def _publish(set_code: str, world: World) -> None:
    """Approve the draft; one that may not be published stays a draft and says why on its page."""
    draft = actions.draft_release(set_code, by=world.users["researcher"], background=False)
    finished = actions.compute_release(draft.code)
    try:
        actions.approve_release(finished, by=world.users["coordinator"])
    except ActionRefused:
        return
