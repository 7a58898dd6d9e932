"""How pages and drawings obtain releases."""

from functools import lru_cache

from django.http import Http404

from waystation.campaign.models import ShownRelease
from waystation.evidence.published import PublishedRelease, load

_read = lru_cache(maxsize=32)(load)


def release_of(shown: ShownRelease) -> PublishedRelease:
    """Return the release as data."""
    return _read(shown.text)


def newest_shown(set_code: str) -> ShownRelease | None:
    """Return the newest standing edition of a set, if any has arrived."""
    return ShownRelease.objects.standing().filter(set_code=set_code).order_by("-edition").first()


def newest_of_every_set() -> dict[str, ShownRelease]:
    """Return the newest standing edition of every set."""
    newest: dict[str, ShownRelease] = {}
    for shown in ShownRelease.objects.standing().order_by("set_code", "edition"):
        newest[shown.set_code] = shown
    return newest


def shown_or_404(set_code: str, edition: int) -> ShownRelease:
    """Return one edition, withdrawn or not: what was once published stays findable."""
    shown = ShownRelease.objects.filter(set_code=set_code, edition=edition).order_by("-shown_at").first()
    if shown is None:
        raise Http404
    return shown
