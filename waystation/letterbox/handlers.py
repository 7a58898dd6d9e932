"""Who acts on which kind of letter: every room's `letters.HANDLERS`."""

from collections.abc import Callable
from uuid import UUID

from waystation.core.discovery import modules

Handler = Callable[[str, UUID], None]


def handler_of(kind: str) -> Handler | None:
    """Return the handler of a kind of letter, or None where no installed room knows it."""
    for module in modules("letters"):
        handler: Handler | None = module.HANDLERS.get(kind)
        if handler is not None:
            return handler
    return None
