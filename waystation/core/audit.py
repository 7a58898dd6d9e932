"""Write one line for each thing done, in the same transaction as the thing itself."""

from typing import Any

from django.db import models

from waystation.core.models import AuditEntry, User


def record(action: str, *, by: User | None, on: models.Model | None = None, **codes: str | int | None) -> AuditEntry:
    """Record the action; `codes` may hold codes and counts, never names or texts."""
    return AuditEntry.objects.create(
        action=action,
        by=by,
        on_kind=on._meta.label_lower if on is not None else "",
        on_code=str(_code_of(on)) if on is not None else "",
        details=codes,
    )


def _code_of(thing: Any) -> object:
    return getattr(thing, "code", thing.pk)
