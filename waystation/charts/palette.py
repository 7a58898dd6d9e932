"""The colours of every drawing: the same values as the design system's tokens."""

from typing import Final

GROUND: Final = "#fbf8f3"
INK: Final = "#14212e"
QUIET: Final = "#4a5b6a"
HAIRLINE: Final = "#d9d4c8"
BLUE: Final = "#1f5673"
RUST: Final = "#b5471b"
SLATE: Final = "#7e8f9b"
OCHRE: Final = "#8f6a1d"
GREEN: Final = "#2e6b4f"

TONES: Final = {
    "ground": GROUND,
    "ink": INK,
    "quiet": QUIET,
    "hairline": HAIRLINE,
    "blue": BLUE,
    "rust": RUST,
    "slate": SLATE,
    "ochre": OCHRE,
    "green": GREEN,
}
SERIES: Final = ("rust", "blue", "slate", "ochre", "green", "ink")


class UnknownTone(LookupError):
    """A block names a tone the palette does not have."""


def tone_of(position: int, asked: str = "") -> str:
    """Return the tone of the n-th part, or the one asked for when the palette has it."""
    if asked and asked not in SERIES:
        raise UnknownTone(f"The palette has no tone {asked!r}: choose one of {', '.join(SERIES)}.")
    return asked or SERIES[position % len(SERIES)]
