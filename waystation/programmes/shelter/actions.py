"""Every change to stays: six places, and never a seventh person."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.cases.actions import store
from waystation.cases.models import Case
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User
from waystation.programmes.shelter import PROGRAMME
from waystation.programmes.shelter.models import PLACES, Night, Stay


@transaction.atomic
def take_in(case: Case, *, by: User, arrived_on: date) -> Stay:
    """Give the person a free place from this day on. Audited as `stay.begun`.

    Refused for a day to come, for a case of another programme, while the person is here already, and when all
    six places are taken.
    """
    organisation = Organisation.objects.select_for_update().get(pk=case.organisation_id)
    if arrived_on > localdate():
        raise ActionRefused(_("This day has not come yet. Enter the day of arrival when the person is here."))
    if case.programme != PROGRAMME:
        raise ActionRefused(_("This case is not one of the shelter. Open a case of the shelter first."))
    here = Stay.objects.filter(organisation=organisation).touching(arrived_on, None)
    if here.filter(case__person=case.person_id).exists():
        raise ActionRefused(_("This person already stays in the shelter on or after that day. Continue that stay."))
    place = free_place(list(here))
    if place is None:
        raise ActionRefused(_("All six places are taken from that day on. Find a place elsewhere, or wait for one."))
    stay = Stay.objects.create(organisation=organisation, case=case, place=place, arrived_on=arrived_on)
    count_nights(stay, until=localdate())
    audit.record("stay.begun", on=stay, by=by, place=place)
    return stay


def free_place(here: list[Stay]) -> int | None:
    """Return the first place that none of the stays has."""
    taken = {stay.place for stay in here}
    return next((place for place in range(1, PLACES + 1) if place not in taken), None)


@transaction.atomic
def leave(stay: Stay, *, by: User, left_on: date, ending: str) -> Stay:
    """End the stay on this day; the night of that day is not slept here. Audited as `stay.ended`.

    Refused when it has ended, before arrival, and for a day to come.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if stay.left_on:
        raise ActionRefused(_("This stay has ended already."))
    if not stay.arrived_on <= left_on <= localdate():
        raise ActionRefused(_("Enter a day from the arrival up to today."))
    stay.left_on, stay.ending = left_on, ending
    stay.save(update_fields=["left_on", "ending"])
    Night.objects.filter(stay=stay, began_on__gte=left_on).delete()
    count_nights(stay, until=left_on)
    audit.record("stay.ended", on=stay, by=by, ending=ending)
    return stay


@transaction.atomic
def count_nights(stay: Stay, *, until: date) -> int:
    """Write down the nights slept before this day that are not written down yet; doing it twice changes nothing."""
    known = set(stay.counted_nights.values_list("began_on", flat=True))
    return store([night for night in nights_of(stay, until) if night.began_on not in known])


def nights_of(stay: Stay, until: date) -> Iterator[Night]:
    """Yield a night for each day from arrival to leaving, at most up to `until`."""
    for number in range(((min(stay.left_on or until, until)) - stay.arrived_on).days):
        began_on = stay.arrived_on + timedelta(days=number)
        yield Night(stay=stay, organisation_id=stay.organisation_id, place=stay.place, began_on=began_on)


@transaction.atomic
def store_ended(stays: list[Stay]) -> int:
    """Store ended stays with their nights; the database refuses two people in one place."""
    stored = store(stays)
    store([night for stay in stays if stay.left_on for night in nights_of(stay, stay.left_on)])
    return stored
