"""Invents what must never leave: the address of the invented shelter, and the name by which its house is known."""

from waystation.core.invention import World
from waystation.core.outlets.actions import guard

ORDER = 5


def invent(world: World) -> None:
    for text, number in (("Измислена липа", "7а"), ("Куќа Самовила", "")):
        guard(text, number, world.keyring, by=world.users["coordinator"])
