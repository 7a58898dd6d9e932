"""What is out already: every room tells its texts in `outside.texts_outside(organisation)`."""

from collections.abc import Callable, Iterator

from waystation.core.discovery import modules
from waystation.core.models import Organisation
from waystation.core.outlets.checking import finder

MOST = 5
Told = Callable[[Organisation], Iterator[tuple[str, str]]]


def standing_already(organisation: Organisation) -> list[str]:
    """Return where something of the list stands in what can be read outside."""
    found = finder(organisation.pk)
    tellers: list[Told] = [module.texts_outside for module in modules("outside")]
    places = (where for told in tellers for where, text in told(organisation) if found.finds(text))
    return list(dict.fromkeys(places))[:MOST]
