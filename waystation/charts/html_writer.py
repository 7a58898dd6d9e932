"""A poster as a fragment of a page: text as text, charts as real tables, no style attributes, no scripts."""

from hashlib import blake2s
from html import escape
from pathlib import Path
from typing import Final

from waystation.charts.poster import Poster
from waystation.charts.words import words

STATIC: Final = Path(__file__).parent / "static"
STYLESHEET: Final = STATIC / "charts" / "infographic.css"


def stylesheet() -> Path:
    """Return the stylesheet of the fragment; its colours are the design system's custom properties."""
    return STYLESHEET


def html(poster: Poster) -> str:
    """Return the poster as one article.

    Units: bars are hundredths of the largest number of their table.
    Shape: headings h2 and h3; identifiers are unique for each poster, so several can share a page.
    Errors: UnknownLanguage.
    Source: `html` of each block; `charts.stylesheet()` gives it its looks.
    """
    name = "i" + blake2s(f"{poster.language}{poster.title}{poster.banner}".encode(), digest_size=4).hexdigest()
    blocks = "".join(block.html(poster.language, f"{name}-{number}") for number, block in enumerate(poster.blocks, 1))
    direction = words(poster.language).direction
    return (
        f'<article class="infographic" lang="{poster.language}" dir="{direction}" aria-labelledby="{name}">'
        f'{_banner(poster)}<h2 id="{name}">{escape(poster.title)}</h2>{_paragraph("subtitle", poster.subtitle)}'
        f'{blocks}<footer class="infographic__foot">{_small_print(poster)}{_paragraph("note", poster.note)}</footer></article>'
    )


def _banner(poster: Poster) -> str:
    return f'<p class="infographic__banner"><strong>{escape(poster.banner)}</strong></p>' if poster.banner else ""


def _paragraph(part: str, text: str) -> str:
    return f'<p class="infographic__{part}">{escape(text)}</p>' if text else ""


def _small_print(poster: Poster) -> str:
    lines = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in poster.small_print())
    remarks = "".join(f"<p>{escape(remark)}</p>" for remark in poster.remarks())
    return (f"<dl>{lines}</dl>" if lines else "") + remarks
