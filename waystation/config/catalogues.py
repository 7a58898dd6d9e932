"""Compiles translation catalogues where their source is newer; needs no gettext on the machine."""

import os
from pathlib import Path


def compile_stale(folder: Path) -> list[str]:
    """Compile every `<language>/LC_MESSAGES/django.po` whose `.mo` is missing or older; return the languages."""
    stale = [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(path)]
    for path in stale:
        _compile(path)
    return [path.parts[-3] for path in stale]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    draft = source.with_suffix(f".{os.getpid()}.new")
    with source.open("rb") as readable, draft.open("wb") as writable:
        write_mo(writable, read_po(readable))
    draft.replace(source.with_suffix(".mo"))
