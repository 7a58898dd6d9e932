"""Finished drawings, kept as files so that each is drawn once for a release."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings

from waystation import __version__, charts
from waystation.campaign.compose import compose
from waystation.campaign.specs import Specification
from waystation.evidence.published import PublishedRelease

Format = Literal["html", "svg", "png", "pdf", "csv"]
FORMATS: tuple[Format, ...] = ("html", "svg", "png", "pdf", "csv")
PICTURES: tuple[Format, ...] = ("svg", "png")
SHAPES = ("poster", "square", "story")
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Wish:
    """How a drawing is wanted: language, file format and picture shape."""

    language: str
    form: Format
    shape: str = "poster"


def draw(spec: Specification, release: PublishedRelease, wish: Wish) -> bytes:
    """Draw one infographic afresh."""
    poster = compose(spec, release, wish.language, shape=wish.shape if wish.form in PICTURES else "")
    pens: dict[Format, Callable[[], str | bytes]] = {
        "html": lambda: charts.html(poster),
        "svg": lambda: charts.svg(poster, shape=wish.shape),
        "png": lambda: charts.png(poster, shape=wish.shape),
        "pdf": lambda: charts.pdf(poster),
        "csv": lambda: charts.csv(poster),
    }
    drawn = pens[wish.form]()
    return drawn.encode() if isinstance(drawn, str) else drawn


def kept(spec: Specification, release: PublishedRelease, release_digest: str, wish: Wish) -> bytes:
    """Return the drawing from its file; draw and keep it first when there is none."""
    path = _folder(release_digest) / f"{drawing_key(spec, wish)}.{wish.form}"
    if path.exists():
        return path.read_bytes()
    drawn = draw(spec, release, wish)
    _write_whole(path, drawn)
    return drawn


def drawing_key(spec: Specification, wish: Wish) -> str:
    """Name a drawing by what it depends on beside the release."""
    return f"{spec.series}-{spec.name}-{spec.digest[:12]}-{__version__}-{wish.language}-{wish.shape}"


def _folder(release_digest: str) -> Path:
    return Path(settings.FILES) / "drawings" / release_digest[:24]


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    draft.write_bytes(content)
    draft.replace(path)
