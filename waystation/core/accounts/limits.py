"""How long a session lasts, and when the second factor is asked for again."""

from datetime import timedelta

from django.utils.timezone import now

from waystation.core.accounts.models import Visit

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
CONFIRMED = timedelta(minutes=10)


def is_idle(visit: Visit) -> bool:
    return now() - visit.seen_at > IDLE


def is_too_old(visit: Visit) -> bool:
    return now() - visit.begun_at > ABSOLUTE


def is_confirmed(visit: Visit) -> bool:
    """Say whether the second factor was shown within the last minutes."""
    return now() - visit.confirmed_at < CONFIRMED
