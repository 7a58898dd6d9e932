"""Letters from the public door: sealed reports, what is added to them, and the wish to be forgotten.

The worker that takes them in holds no key: it puts every parcel where it belongs, unopened. What is named by no report
here, because it was withdrawn meanwhile, is let go.
"""

import json
from typing import Any
from uuid import UUID

from waystation.core.errors import ActionRefused
from waystation.core.sealing.parcels import DamagedParcel, Parcel, from_text
from waystation.intake.desk.actions import arriving


def _read(body: str) -> tuple[UUID, dict[str, Any]]:
    said: dict[str, Any] = json.loads(body)
    return UUID(said["conversation"]), said


def report(body: str, letter_id: UUID) -> None:
    """A report came."""
    del letter_id
    conversation, said = _read(body)
    kept_from = [UUID(code) for code in said["kept_from"]]
    came = arriving.Came(conversation, said["language"], from_text(said["reader"]), kept_from)
    try:
        arriving.take_report(came, Parcel.read(said["parcel"]))
    except DamagedParcel as damage:
        raise ActionRefused(str(damage)) from damage


def added(body: str, letter_id: UUID) -> None:
    """The reporter said something more."""
    del letter_id
    conversation, said = _read(body)
    arriving.take_message(conversation, Parcel.read(said["parcel"]))


def piece(body: str, letter_id: UUID) -> None:
    """A part of a file came."""
    del letter_id
    conversation, said = _read(body)
    arriving.take_piece(conversation, UUID(said["file"]), int(said["number"]), from_text(said["sealed"]))


def file(body: str, letter_id: UUID) -> None:
    """All parts of a file have come, and this says what it is."""
    del letter_id
    conversation, said = _read(body)
    arriving.take_file(conversation, Parcel.read(said["parcel"]))


def withdrawn(body: str, letter_id: UUID) -> None:
    """The reporter wishes to be forgotten."""
    del letter_id
    arriving.forget(_read(body)[0])


HANDLERS = {
    "report": report,
    "report.added": added,
    "report.piece": piece,
    "report.file": file,
    "report.withdrawn": withdrawn,
}
TO_THE_DAY = ("report", "reply")
BEFORE_EACH_ROUND = arriving.keep_the_form_ready
