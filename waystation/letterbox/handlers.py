"""Who acts on which kind of letter: every room's `letters.HANDLERS`.

A room may also name the stems whose letters are dated to the day alone, because their moment would tell something of
whoever wrote (`letters.TO_THE_DAY`), and what the staff side does before each round (`letters.BEFORE_EACH_ROUND`).
"""

from collections.abc import Callable
from uuid import UUID

from waystation.core.discovery import modules

Handler = Callable[[str, UUID], None]


def handler_of(kind: str) -> Handler | None:
    """Return the handler of a kind of letter, or None where no installed room knows it; what follows `@` is no part."""
    name = kind.partition("@")[0]
    for module in modules("letters"):
        handler: Handler | None = module.HANDLERS.get(name)
        if handler is not None:
            return handler
    return None


def stem_of(kind: str) -> str:
    """Return what keeps letters in order: the kind up to its first dot, with the conversation behind `@` if it has one.

    `report.added@3f2a…` comes after `report@3f2a…` and waits for no other conversation.
    """
    name, at, conversation = kind.partition("@")
    return f"{name.partition('.')[0]}{at}{conversation}"


def dated_to_the_day(stem: str) -> bool:
    """Say whether letters of this stem keep no moment finer than the day."""
    name = stem.partition("@")[0]
    return any(name in getattr(module, "TO_THE_DAY", ()) for module in modules("letters"))


def before_each_round() -> None:
    """Let every room post what the other door lacks."""
    for module in modules("letters"):
        act: Callable[[], None] | None = getattr(module, "BEFORE_EACH_ROUND", None)
        if act is not None:
            act()
