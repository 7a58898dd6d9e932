"""Where this installation keeps the trail's key and the ends of its chains."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from waystation.core.sealing.vaults import KeyFiles
from waystation.core.trail.chain import TrailKey


def folder() -> Path:
    """Return the folder in the staff home."""
    return Path(settings.HOME) / "staff" / "audit"


def trail_key() -> TrailKey:
    """Return the key; another `KeySource` may take the place of the files, nothing else changes."""
    return _key(folder())


@lru_cache(maxsize=4)
def _key(where: Path) -> TrailKey:
    return TrailKey.of(KeyFiles(where))
