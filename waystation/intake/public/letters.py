"""Letters the public door answers: what the form needs, and sealed answers."""

import json
from uuid import UUID

from waystation.core.sealing.parcels import from_text
from waystation.intake.public import actions


def needs(body: str, letter_id: UUID) -> None:
    """The staff side says to whom to seal, and whom a report can be kept from."""
    del letter_id
    actions.keep_entrance(json.loads(body))


def reply(body: str, letter_id: UUID) -> None:
    """An answer came, sealed to its reader."""
    said = json.loads(body)
    actions.keep_answer(UUID(said["conversation"]), letter_id, from_text(said["sealed"]))


def closed(body: str, letter_id: UUID) -> None:
    """A conversation is over."""
    del letter_id
    actions.close(UUID(json.loads(body)["conversation"]))


HANDLERS = {"intake": needs, "reply": reply, "reply.closed": closed}
TO_THE_DAY = ("report", "reply")
