"""How the public pages find a conversation, and what of it opens with a return code."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from waystation.core.sealing.door import Door, open_at_door
from waystation.core.sealing.envelope import CannotOpen, Place
from waystation.core.sealing.parcels import from_text
from waystation.intake.public.codes import Derived, derived
from waystation.intake.public.models import Conversation, Entrance
from waystation.letterbox.models import Letter

MOST_WAITING_LETTERS = 5000  # beyond it the form closes, so that a flood fills no disk


@dataclass(frozen=True)
class Opened:
    """What the staff side said the form needs."""

    door: Door
    people: tuple[tuple[str, str], ...]
    others: bool
    name: str
    invented: bool


def entrance() -> Opened | None:
    """Return what the form needs; None while the staff side has not said it, or too much waits to be fetched."""
    row = Entrance.objects.filter(pk=1).first()
    if row is None or Letter.objects.outward().under_way().count() >= MOST_WAITING_LETTERS:
        return None
    content = row.content
    door = Door(from_text(content["door"]["id"]), from_text(content["door"]["public"]))
    people = tuple((each["code"], each["label"]) for each in content["people"])
    return Opened(door, people, bool(content["others"]), content["name"], bool(content["invented"]))


def site() -> dict[str, object]:
    """Return what every page of this room says of the house."""
    row = Entrance.objects.first()
    content = row.content if row else {}
    return {
        "site_name": content.get("name", ""),
        "invented": content.get("invented", False),
        "to_try": content.get("to_try", ""),
    }


def conversation_of(secret: bytes) -> tuple[Conversation, Derived] | None:
    """Return the conversation that this secret belongs to, if there is one."""
    key = derived(secret, settings.RETURN_SECRET)
    found = Conversation.objects.filter(lookup=key.lookup).first()
    return None if found is None else (found, key)


def place_of_answer(conversation: UUID) -> Place:
    return Place("public", "answer", "sealed", str(conversation))


def answers_to(conversation: Conversation, key: Derived) -> list[tuple[date, str]]:
    """Return the answers, opened with the key that follows from the code; one that does not open is left out."""
    opened = []
    for answer in conversation.answers.all():
        try:
            text = open_at_door(bytes(answer.sealed), key.private, place_of_answer(conversation.code)).decode()
        except CannotOpen:
            continue
        opened.append((answer.on, text))
    return opened
