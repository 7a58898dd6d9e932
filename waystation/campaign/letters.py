"""Letters the public door answers."""

import json
from uuid import UUID

from waystation.campaign import actions


def show(body: str, letter_id: UUID) -> None:
    """A release is to be shown."""
    actions.show_release(body, letter_id=letter_id)


def withdraw(body: str, letter_id: UUID) -> None:
    """A release is to be taken off the pages."""
    del letter_id
    wish = json.loads(body)
    actions.withdraw_release(wish["release_id"], why=wish["why"])


HANDLERS = {"release": show, "release.withdrawn": withdraw}
