"""A poster as a picture: SVG by ourselves, PNG by resvg, PDF by Typst; both are loaded only when used."""

from pathlib import Path
from typing import Final

from waystation.charts.layout import lay_out
from waystation.charts.poster import Poster
from waystation.charts.svg_writer import write_svg

FONTS: Final = Path(__file__).parent / "fonts"
FONT_FILES: Final = tuple(str(FONTS / f"WaystationSans-{weight}.ttf") for weight in ("Regular", "Bold"))


def svg(poster: Poster, shape: str = "poster") -> str:
    """Return the poster as SVG.

    Units: pixels.
    Shape: poster 1080x1350, square 1080x1080, story 1080x1920, page 1080x1527 (A4).
    Errors: UnknownShape, DoesNotFit.
    Source: `layout.lay_out`.
    """
    return write_svg(poster, lay_out(poster, shape))


def png(poster: Poster, shape: str = "poster") -> bytes:
    """Return the poster as PNG, drawn with the project's own fonts and no other.

    Units: pixels.
    Shape: as `svg`.
    Errors: UnknownShape, DoesNotFit.
    Source: resvg.
    """
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg(poster, shape),
        skip_system_fonts=True,
        font_files=list(FONT_FILES),
        font_family="Waystation Sans",
        sans_serif_family="Waystation Sans",
    )


def pdf(poster: Poster) -> bytes:
    """Return the poster as a PDF page of A4, tagged for screen readers.

    Units: millimetres.
    Shape: one page.
    Errors: DoesNotFit.
    Source: Typst, PDF/UA-1.
    """
    from waystation.charts.typst_writer import write_pdf

    return write_pdf(poster, lay_out(poster, "page"))
