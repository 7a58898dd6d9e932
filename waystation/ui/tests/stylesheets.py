"""Reading style sheets for the tests: declarations, tokens, contrast."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
TOKENS = PACKAGE / "ui" / "static" / "ui" / "tokens.css"
COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")


def without_comments(css):
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def stylesheets():
    return sorted(path for path in PACKAGE.glob("**/static/**/*.css"))


def templates():
    return sorted(PACKAGE.glob("**/templates/**/*.html"))


def colours(start):
    """Return the colours of the block that follows the given opening."""
    css = without_comments(TOKENS.read_text(encoding="utf-8"))
    block = css[css.index(start) + len(start) :]
    return dict(COLOUR.findall(block[: block.index("}")]))


def light():
    return colours(":root {")


def dark():
    return light() | colours(':root[data-theme="dark"] {')


def dark_by_computer():
    return light() | colours(':root:not([data-theme="light"]) {')


def printed():
    return light() | colours(":root:root {")


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the WCAG 2 contrast ratio of two colours."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
