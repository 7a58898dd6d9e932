"""Letters the public door answers."""

import json
from uuid import UUID

from waystation.campaign import actions
from waystation.core.errors import ActionRefused
from waystation.evidence.published import DamagedRelease


def show(body: str, letter_id: UUID) -> None:
    """A release is to be shown; a damaged one is refused for good, so that it holds up no later letter."""
    try:
        actions.show_release(body, letter_id=letter_id)
    except DamagedRelease as damage:
        raise ActionRefused(str(damage)) from damage


def withdraw(body: str, letter_id: UUID) -> None:
    """A release is to be taken off the pages."""
    del letter_id
    wish = json.loads(body)
    actions.withdraw_release(wish["release_id"], why=wish["why"])


HANDLERS = {"release": show, "release.withdrawn": withdraw}
