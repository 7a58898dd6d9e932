"""Shares the newest open case with the invented guest, for the demonstration."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from waystation.cases.guests.actions import share
from waystation.cases.models import Case, Permit
from waystation.core.invention import World

ORDER = 21
DAYS = 60
REASON = "Барање за надомест на штета пред судот. (измислено)"
STAFF = {"caseworker", "partner_guest"}


def invent(world: World) -> None:
    if not set(world.users) >= STAFF:
        return
    case = Case.objects.filter(organisation=world.organisation).open().order_by("-opened_on", "pk")[0]
    until = make_aware(datetime.combine(localdate() + timedelta(days=DAYS), time.max))
    permit = Permit(case=case, member=world.users["partner_guest"], until=until)
    share(permit, REASON, world.keyring, by=world.users["caseworker"])
