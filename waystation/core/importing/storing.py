"""For targets whose rows become one record each: store, know again, take back."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import models

from waystation.core.importing.targets import Row
from waystation.core.models import ImportRun, Organisation

BATCH = 1000


def store(model: type[models.Model], rows: Iterable[Row], make: Callable[[Row], models.Model]) -> int:
    """Insert the record `make` builds from each row, in batches; say how many."""
    manager: Any = model._default_manager
    records = (make(row) for row in rows)
    stored = 0
    while batch := list(islice(records, BATCH)):
        manager.bulk_create(batch)
        stored += len(batch)
    return stored


def known_keys(model: type[models.Model], keys: Sequence[str], organisation: Organisation) -> set[str]:
    """Return those of the keys that the organisation's records of this model carry."""
    manager: Any = model._default_manager
    return set(manager.filter(organisation=organisation, row_key__in=keys).values_list("row_key", flat=True))


def take_back(model: type[models.Model], run: ImportRun) -> int:
    """Delete the run's records, without loading them where nothing else hangs on them; say how many."""
    manager: Any = model._default_manager
    _deleted, by_model = manager.filter(import_run=run).delete()
    return int(by_model.get(model._meta.label, 0))
