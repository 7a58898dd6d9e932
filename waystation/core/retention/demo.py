"""Invents what retention has done and is to do: a hold, a purge long ago, and a list that waits for approval."""

from datetime import date
from typing import Any

from django.apps import apps

from waystation.core.invention import World
from waystation.core.retention.actions import holding, purging
from waystation.core.retention.models import LegalHold

ORDER = 90
LONG_AGO = date(2008, 6, 1)
REASON = "Основно јавно обвинителство, постапка КО-12/24 (измислено): сведокот ќе биде повикан повторно."


def invent(world: World) -> None:
    """Purge the few stories that were due in 2008, hold one of those due since, and propose the rest."""
    old = purging.propose(world.organisation, by=None, today=LONG_AGO)
    if old is not None:
        purging.carry_out(purging.approve(old, by=world.users["data_protection_lead"]))
    case: Any = apps.get_model("cases.case")
    held = case.objects.filter(organisation=world.organisation, record_key__isnull=False).exclude(closed_on=None)
    if (first := held.order_by("closed_on", "pk").first()) is not None:
        hold = LegalHold(of=LegalHold.Of.CASE, on_code=first.code)
        holding.lay_hold(hold, REASON, world.keyring, by=world.users["coordinator"])
    purging.propose(world.organisation, by=None)
