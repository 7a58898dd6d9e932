"""Keeping a form for a quarter of an hour, as ciphertext whose key is not here."""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import now

from waystation.core.accounts.models import KeptForm

LASTS = timedelta(minutes=15)


def keep(code: UUID, typed: bytes) -> None:
    """Keep it, and sweep away what is older than a quarter of an hour."""
    forget_old()
    KeptForm.objects.create(code=code, typed=typed, kept_at=now())


def forget(code: UUID) -> None:
    KeptForm.objects.filter(code=code).delete()


def forget_old() -> None:
    """Destroy what nobody came back for; the worker calls this all day."""
    KeptForm.objects.filter(kept_at__lt=now() - LASTS).delete()
