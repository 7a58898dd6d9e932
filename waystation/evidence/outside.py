"""What of evidence is out: the releases that stand."""

from collections.abc import Iterator

from waystation.core.models import Organisation
from waystation.evidence.models import Release


def texts_outside(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Yield each standing release: what it is called, and all of it."""
    for release in Release.objects.filter(organisation=organisation, state=Release.State.APPROVED):
        yield f"{release.set_code} {release.edition}", release.payload
