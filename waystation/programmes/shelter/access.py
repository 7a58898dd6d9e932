"""The only way for a request to obtain stays."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from waystation.cases.access import through
from waystation.core import audit
from waystation.core.models import User
from waystation.programmes.shelter.models import PLACES, Stay


def stays_for(user: User) -> QuerySet[Stay]:
    """Return the stays of the user's organisation."""
    return Stay.objects.visible_to(user).select_related("case__person")


@transaction.atomic
def stay_for(user: User, code: UUID) -> Stay:
    """Return the stay; a stranger gets the same 404 as a wrong code, for existence is a secret.

    Audited as `record.opened`.
    """
    found = get_object_or_404(stays_for(user), code=code)
    audit.opened(found, by=user, **through(user, [found.case]))
    return found


def newest_night(user: User) -> date:
    """Return tonight; while the shelter stands empty, the last night anybody slept there."""
    stays = stays_for(user)
    last_left = stays.order_by("-left_on").values_list("left_on", flat=True).first()
    if last_left is None or stays.filter(left_on=None).exists():
        return localdate()
    return min(localdate(), last_left - timedelta(days=1))


def places_on(user: User, night: date) -> list[tuple[int, Stay | None]]:
    """Return every place with who sleeps there in the night that begins on this day."""
    here = {stay.place: stay for stay in stays_for(user).on_night(night)}  # type: ignore[attr-defined]
    return [(place, here.get(place)) for place in range(1, PLACES + 1)]
