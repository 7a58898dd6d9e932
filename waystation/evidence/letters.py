"""Letters that evidence acts on: the public door's receipt for a release."""

import json
from datetime import datetime
from uuid import UUID

from waystation.evidence import actions


def receipt(body: str, letter_id: UUID) -> None:
    """Keep that the public door shows the release."""
    told = json.loads(body)
    actions.note_receipt(
        UUID(told["release_id"]), letter_id=letter_id, shown_at=datetime.fromisoformat(told["shown_at"])
    )


HANDLERS = {"receipt": receipt}
