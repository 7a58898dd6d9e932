"""How large a file may be: settings may say otherwise in IMPORT_LIMITS."""

from dataclasses import dataclass, replace

from django.conf import settings

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one file from filling the memory or the disk."""

    file_bytes: int = 200 * MB
    unpacked_bytes: int = 600 * MB
    unpacked_ratio: int = 200
    workbook_parts: int = 2_000
    rows: int = 2_000_000
    columns: int = 500
    cell_characters: int = 20_000
    problems: int = 10_000


def limits() -> Limits:
    """Return the limits of this installation."""
    return replace(Limits(), **getattr(settings, "IMPORT_LIMITS", {}))


def in_words(size: int) -> str:
    """Write a size as people read it."""
    return f"{size / MB / 1024:.1f} GB" if size >= 1024 * MB else f"{max(1, round(size / MB))} MB"
