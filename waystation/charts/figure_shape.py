"""The outline of one neutral person, drawn in a box 44 wide and 100 high."""

from typing import Final

Step = tuple[str, tuple[float, ...]]

WIDTH: Final = 44.0
HEIGHT: Final = 100.0
ROUND: Final = 0.5523


def person() -> tuple[Step, ...]:
    """Return the outline: move, line, curve and close steps.

    Units: hundredths of the height.
    Shape: a head, then a body with arms and legs, each closed.
    Errors: none.
    Source: drawn for this project; neutral on purpose: no dress, no age, no gesture.
    """
    return (*_circle(22, 11.5, 10.5), *BODY)


def _circle(x: float, y: float, r: float) -> tuple[Step, ...]:
    k = r * ROUND
    return (
        ("M", (x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("Z", ()),
    )


BODY: Final[tuple[Step, ...]] = (
    ("M", (12, 25.5)),
    ("L", (32, 25.5)),
    ("C", (38, 25.5, 42, 29.5, 42, 35.5)),
    ("L", (42, 60)),
    ("C", (42, 65.5, 34.5, 65.5, 34.5, 60)),
    ("L", (34.5, 41)),
    ("L", (33, 41)),
    ("L", (33, 95)),
    ("C", (33, 101, 23.5, 101, 23.5, 95)),
    ("L", (23.5, 66)),
    ("L", (20.5, 66)),
    ("L", (20.5, 95)),
    ("C", (20.5, 101, 11, 101, 11, 95)),
    ("L", (11, 41)),
    ("L", (9.5, 41)),
    ("L", (9.5, 60)),
    ("C", (9.5, 65.5, 2, 65.5, 2, 60)),
    ("L", (2, 35.5)),
    ("C", (2, 29.5, 6, 25.5, 12, 25.5)),
    ("Z", ()),
)


def path_data() -> str:
    """Return the outline as SVG path data."""
    return "".join(letter + " ".join(f"{round(number, 1):g}" for number in numbers) for letter, numbers in person())
