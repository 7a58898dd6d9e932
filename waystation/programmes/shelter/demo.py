"""Invents the stays behind the invented cases of the shelter."""

from uuid import UUID

from waystation.cases.models import Case
from waystation.core.invention import World
from waystation.programmes.shelter import PROGRAMME
from waystation.programmes.shelter.actions import free_place, store_ended
from waystation.programmes.shelter.models import Stay

ORDER = 20


def invent(world: World) -> None:
    """Give every case of the shelter its stay, in the first place free on the day of arrival."""
    chance = world.chance("shelter")
    stays: list[Stay] = []
    cases = Case.objects.filter(organisation=world.organisation).of_programme(PROGRAMME).order_by("opened_on", "code")
    for case in cases.exclude(closed_on=None):
        here = [stay for stay in stays if stay.left_on and stay.left_on > case.opened_on]
        place = free_place(here)
        if place is not None:
            stays.append(_stay(case, place, world, chance.code()))
    store_ended(stays)


def _stay(case: Case, place: int, world: World, code: UUID) -> Stay:
    return Stay(
        code=code,
        organisation=world.organisation,
        case=case,
        place=place,
        arrived_on=case.opened_on,
        left_on=case.closed_on,
        ending=case.ending,
    )
