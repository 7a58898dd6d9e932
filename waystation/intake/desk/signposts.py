"""The SOS line in the menu, and the calls that were promised back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.core.trail.tracing import Trail
from waystation.intake.desk.access import contacts_for

RECENT = timedelta(days=7)
MENU = (MenuItem(_("SOS line"), "desk:contacts", Right.READ_RECORDS, 20, Kind.CONTACTS),)

TRAILS = (Trail("desk.contact", _("Contact"), person="case__person"),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the calls that were promised back in the last week."""
    if user.may(Right.READ_RECORDS):
        promised = contacts_for(user).filter(outcome="callback_agreed", at__gte=now() - RECENT)
        count = promised.count()
        if count:
            label = ngettext("call promised back this week", "calls promised back this week", count)
            urgent = promised.filter(urgency__in=["high", "danger_now"]).exists()
            yield Waiting(label, f"{reverse('desk:contacts')}?outcome=callback_agreed", count, urgent)
