"""Every change that people outside make, and every letter of theirs to the staff side."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from waystation.core.sealing.door import Door
from waystation.core.sealing.parcels import Packing, to_text
from waystation.intake.public import codes
from waystation.intake.public.models import Addition, Answer, Conversation, Entrance
from waystation.letterbox.actions import post, recall

PIECE_BYTES = 11 * 65_536 - 4  # one piece and its length fill a size class, and its letter stays near a megabyte
INSIDE = "desk"  # the room of the staff side in whose tables the parcels will stand


@dataclass(frozen=True)
class Told:
    """What somebody reports: texts to seal, files to seal, and whom it must not reach."""

    texts: Mapping[str, str]
    files: Sequence["UploadedFile[Any]"] = ()
    kept_from: Sequence[str] = ()

    def known_by(self, form: str) -> str:
        """Return by what the same words in the same form are known, and no other words in it."""
        parts = [form, *(f"{name}={text}" for name, text in sorted(self.texts.items())), *self.kept_from]
        return "\0".join([*parts, *(f"{file.name}|{file.size}" for file in self.files)])


@transaction.atomic
def send_report(told: Told, door: Door, *, form: str, language: str) -> bytes | None:
    """Seal a report, post it, and return the secret of its return code.

    The same form sent again posts nothing and returns the same secret; None once the code has been used.
    """
    pepper, known_by = settings.RETURN_SECRET, told.known_by(form)
    secret = codes.drawn_from(known_by, pepper)
    key = codes.derived(secret, pepper)
    conversation, new = Conversation.objects.get_or_create(
        form_mark=codes.mark_of(known_by, pepper),
        defaults={"lookup": key.lookup, "language": language, "begun_on": localdate()},
    )
    if not new:
        return None if conversation.came_back else secret
    parcel = Packing(door, INSIDE, "report").parcel(told.texts)
    body = {"parcel": parcel.written(), "language": language, "reader": to_text(key.public)}
    _post("report", conversation, {**body, "kept_from": list(told.kept_from)})
    _send_files(told.files, door, conversation)
    return secret


@transaction.atomic
def add(conversation: Conversation, told: Told, door: Door, *, form: str) -> None:
    """Seal something more that the reporter says, and post it; the same form sent again posts nothing."""
    mark = codes.mark_of(told.known_by(form), settings.RETURN_SECRET)
    _note, new = Addition.objects.get_or_create(form_mark=mark, defaults={"conversation": conversation})
    if not new:
        return
    parcel = Packing(door, INSIDE, "reportmessage").parcel(told.texts)
    _post("report.added", conversation, {"parcel": parcel.written()})
    _send_files(told.files, door, conversation)


@transaction.atomic
def withdraw(conversation: Conversation) -> None:
    """Forget the conversation here, and ask the staff side to destroy its keys; what still waits here never leaves."""
    recall(f"report@{conversation.code}")
    _post("report.withdrawn", conversation, {})
    conversation.delete()


def note_return(conversation: Conversation) -> None:
    """Remember that the code was used: from now on the form that was sent shows it no more."""
    Conversation.objects.filter(pk=conversation.pk, came_back=False).update(came_back=True)


@transaction.atomic
def keep_entrance(content: Mapping[str, Any]) -> None:
    """Keep what the staff side says the form needs."""
    Entrance.objects.update_or_create(pk=1, defaults={"content": dict(content)})


@transaction.atomic
def keep_answer(conversation: UUID, letter_id: UUID, sealed: bytes) -> None:
    """Keep a sealed answer; for a conversation that was withdrawn it is let go."""
    found = Conversation.objects.select_for_update().filter(code=conversation).first()
    if found is not None:
        about = {"conversation": found, "on": localdate(), "sealed": sealed}
        Answer.objects.get_or_create(letter_id=letter_id, defaults=about)


def close(conversation: UUID) -> None:
    """Forget a conversation whose report is kept no longer."""
    Conversation.objects.filter(code=conversation).delete()


def _send_files(files: Iterable["UploadedFile[Any]"], door: Door, conversation: Conversation) -> None:
    for file in files:
        packing = Packing(door, INSIDE, "reportfile")
        pieces = 0
        for piece in _of_equal_size(file.chunks()):
            sealed = to_text(packing.seal(f"piece/{pieces}", piece))
            _post("report.piece", conversation, {"file": str(packing.code), "number": pieces, "sealed": sealed})
            pieces += 1
        texts = {"name": file.name or "", "size": str(file.size or 0), "pieces": str(pieces)}
        _post("report.file", conversation, {"parcel": packing.parcel(texts).written()})


def _of_equal_size(chunks: Iterable[bytes]) -> Iterable[bytes]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PIECE_BYTES:
            yield bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
    if waiting:
        yield bytes(waiting)


def _post(kind: str, conversation: Conversation, body: Mapping[str, Any]) -> None:
    text = json.dumps({"conversation": str(conversation.code), **body}, sort_keys=True)
    post(f"{kind}@{conversation.code}", text)
