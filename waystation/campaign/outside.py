"""What of the campaign is out: the words of every infographic, which come with the program."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from waystation.campaign.specs import specifications


def texts_outside(_organisation: object) -> Iterator[tuple[str, str]]:
    """Yield each infographic: its address, and its words."""
    for spec in specifications():
        yield spec.address, json.dumps(asdict(spec), ensure_ascii=False, default=dict)
