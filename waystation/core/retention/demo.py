"""Invents what retention has done and is to do: a hold, a purge long ago, and a list that waits for approval."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from waystation.core.invention import World
from waystation.core.models import Organisation
from waystation.core.retention import schedule
from waystation.core.retention.actions import holding, purging
from waystation.core.retention.kinds import kinds
from waystation.core.retention.models import LegalHold, Purge

ORDER = 90
LONG_AGO = date(2008, 6, 1)
REASON = "Основно јавно обвинителство, постапка КО-12/24 (измислено): сведокот ќе биде повикан повторно."


def invent(world: World) -> None:
    """Purge the few texts that were due in 2008, hold one person due since, and propose the rest."""
    old = purging.propose(world.organisation, by=None, today=LONG_AGO)
    if old is not None:
        purging.approve(old, by=world.users["data_protection_lead"])
    kind = kinds()["cases.person"]
    rule = schedule.rule(world.organisation, kind.code)
    person = kind.due(world.organisation, rule.before(localdate())).first()
    if person is not None:
        hold = LegalHold(of=LegalHold.Of.PERSON, on_code=person.code)
        holding.lay_hold(hold, REASON, world.keyring, by=world.users["coordinator"])
    transaction.on_commit(lambda: _carry_out(world.organisation, old))  # shards are never destroyed in a transaction


def _carry_out(organisation: Organisation, old: Purge | None) -> None:
    if old is not None:
        purging.carry_out(old)
    purging.propose(organisation, by=None)
