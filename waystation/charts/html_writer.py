"""A poster as a fragment of a page: text as text, charts as real tables, no style attributes, no scripts."""

from hashlib import blake2s
from html import escape
from pathlib import Path
from typing import Final

from waystation.charts.poster import Poster
from waystation.charts.words import readable, words

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
    direction = words(poster.language).direction
    blocks = "".join(block.html(poster.language, f"{name}-{number}") for number, block in enumerate(poster.blocks, 1))
    foot = _small_print(poster) + _paragraph(poster, "note", poster.note)
    return (
        f'<article class="infographic" lang="{poster.language}" dir="{direction}" aria-labelledby="{name}">'
        f'{_banner(poster)}<h2 id="{name}">{_said(poster, poster.title)}</h2>'
        f"{_paragraph(poster, 'subtitle', poster.subtitle)}{blocks}"
        f'<footer class="infographic__foot">{foot}</footer></article>'
    )


def _said(poster: Poster, text: str) -> str:
    return escape(readable(text, poster.language))


def _banner(poster: Poster) -> str:
    text = _said(poster, poster.banner)
    return f'<p class="infographic__banner"><strong>{text}</strong></p>' if text else ""


def _paragraph(poster: Poster, part: str, text: str) -> str:
    return f'<p class="infographic__{part}">{_said(poster, text)}</p>' if text else ""


def _small_print(poster: Poster) -> str:
    said = [(_said(poster, name), _said(poster, text)) for name, text in poster.small_print()]
    lines = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in said)
    remarks = "".join(f"<p>{_said(poster, remark)}</p>" for remark in poster.remarks())
    return (f"<dl>{lines}</dl>" if lines else "") + remarks
