"""Counts tries for each name and network, and makes the next one wait: never the name elsewhere, never the house."""

import math
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import now

from waystation.core.accounts.models import Tries
from waystation.core.accounts.networks import blind

FREE = 5
FREE_UNDER_ATTACK = 1
ATTACK = 50
FIRST_WAIT, LONGEST_WAIT = 5, 900
REMEMBERED = timedelta(hours=24)


def take(kind: str, name: str, network: str) -> int:
    """Count one try before it is made; return 0 for it may be made, else the seconds to wait.

    A try that has to wait is not counted, so that whoever goes on hammering does not wait for ever. The first try from
    a network is never refused, whatever was tried elsewhere; where much was tried elsewhere, the second waits already.
    """
    who, here = blind(kind, name.casefold().strip()), network
    known = Tries.objects.filter(who=who, network=here).first()
    if known is not None and (wait := _wait(known, _free(who))):
        return wait
    return _count(who, here)


def forget(kind: str, name: str, network: str) -> None:
    """Begin anew after a try that succeeded, and sweep out what is older than a day."""
    Tries.objects.filter(who=blind(kind, name.casefold().strip()), network=network).delete()
    Tries.objects.filter(last_at__lt=now() - REMEMBERED).delete()


@transaction.atomic
def _count(who: str, network: str) -> int:
    beginning = Tries(who=who, network=network, last_at=now())
    Tries.objects.bulk_create([beginning], ignore_conflicts=True)
    kept = Tries.objects.select_for_update().get(who=who, network=network)
    wait = _wait(kept, _free(who))
    if wait:  # others were faster
        return wait
    kept.count = 1 if _is_old(kept.last_at) else kept.count + 1
    kept.last_at = now()
    kept.save(update_fields=["count", "last_at"])
    return 0


def _wait(kept: Tries, free: int) -> int:
    if kept.count < free or _is_old(kept.last_at):
        return 0
    seconds: int = min(FIRST_WAIT * 2 ** min(kept.count - free, 10), LONGEST_WAIT)
    left = seconds - (now() - kept.last_at).total_seconds()
    return max(math.ceil(left), 0)


def _free(who: str) -> int:
    tried = Tries.objects.filter(who=who, last_at__gte=now() - REMEMBERED).aggregate(all=Sum("count"))["all"] or 0
    return FREE if tried < ATTACK else FREE_UNDER_ATTACK


def _is_old(at: datetime) -> bool:
    return now() - at > REMEMBERED
