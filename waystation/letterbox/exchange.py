"""One round of letters, always started from the staff side: fetch what waits there, then push what waits here."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from waystation.core.errors import ActionRefused
from waystation.letterbox import access, actions, keys
from waystation.letterbox.door import Answer, PublicDoor
from waystation.letterbox.errors import DoorUnreachable
from waystation.letterbox.handlers import before_each_round
from waystation.letterbox.models import Letter

log = logging.getLogger(__name__)


def open_door() -> PublicDoor:
    """Return the way to the public door named in the settings."""
    return PublicDoor(settings.PUBLIC_DOOR_URL, keys.signing_key(Path(settings.HOME) / "staff"))


def fetch_round() -> int:
    """Act on letters left over, then fetch; DoorUnreachable is noted on the letters that wait to leave."""
    before_each_round()
    actions.handle_due()
    return _round(fetch)


def push_round() -> int:
    """Push what is due; DoorUnreachable is noted on the letters that wait to leave."""
    return _round(push)


def _round(move: Callable[[PublicDoor], int]) -> int:
    try:
        with open_door() as door:
            return move(door)
    except DoorUnreachable as error:
        actions.note_delay(str(error))
        raise


def fetch(door: PublicDoor) -> int:
    """Take over the letters that wait at the public door; each is kept and handled here before it lets go."""
    after, fetched, more = 0, 0, True
    while more:
        answer = door.ask("GET", f"outbox/?after={after}")
        page = _read(answer)
        kept = [letter["letter_id"] for letter in page["letters"] if _take_in(letter)]
        if kept:
            door.ask("POST", "acknowledgements/", json.dumps({"letter_ids": kept}).encode())
        fetched, after, more = fetched + len(kept), page["last"], page["more"]
    return fetched


def _take_in(letter: dict[str, str]) -> bool:
    try:
        kept = actions.receive(UUID(letter["letter_id"]), letter["kind"], letter["body"])
    except ActionRefused as refusal:
        log.error("A letter from the public door was not taken in. %s", refusal)  # noqa: TRY400  the sentence says all
        return False
    actions.handle(kept)
    return True


def push(door: PublicDoor) -> int:
    """Bring every letter that is due to the public door; where one does not arrive, its stem waits behind it."""
    pushed, held = 0, set()
    for pk, stem in access.letters_to_push(timezone.now()):
        letter = Letter.objects.under_way().filter(pk=pk).first()
        if letter is None or stem in held:
            continue
        if _push_one(door, letter):
            pushed += 1
        else:
            held.add(stem)
    return pushed


def _push_one(door: PublicDoor, letter: Letter) -> bool:
    answer = door.ask("POST", "letters/", letter.body.encode(), letter=str(letter.letter_id), kind=letter.kind)
    if answer.status >= 500:
        actions.postpone(letter, f"The public door answered {answer.status}: see its log.")
        return False
    said = _read(answer)
    actions.mark_arrived(letter, said["state"], said["why"])
    return True


def _read(answer: Answer) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(answer.body)
    except ValueError as error:
        raise DoorUnreachable(f"Not a public door of ours answers there (status {answer.status}).") from error
    return said
