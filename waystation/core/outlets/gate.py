"""Where a letter leaves the house: what looks it through is put here by the staff side, which alone can.

The public door has no marks and no key: what it shows came through this gate, or belongs to the program.
"""

from collections.abc import Callable

Look = Callable[[str, int | None], None]
_looks: list[Look] = []


def look_through_with(look: Look) -> None:
    """Have every letter looked through from now on."""
    _looks[:] = [look]


def let_out(body: str, organisation: int | None = None) -> None:
    """Let the letter pass; ActionRefused says that it holds what must not leave."""
    for look in _looks:
        look(body, organisation)
