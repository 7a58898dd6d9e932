"""People and cases in the menu, and the cases that have gone quiet."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.cases.access import cases_for
from waystation.cases.forms import quiet
from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.core.trail.tracing import Trail

MENU = (
    MenuItem(_("People"), "cases:people", Right.READ_RECORDS, 30, Kind.CASES),
    MenuItem(_("Cases"), "cases:cases", Right.READ_RECORDS, 40, Kind.CASES),
)

TRAILS = (Trail("cases.person", _("Person")), Trail("cases.case", _("Case"), person="person"))


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the open cases in which nothing was given for a month."""
    if user.may(Right.READ_RECORDS):
        count = cases_for(user).filter(quiet()).count()
        if count:
            label = ngettext(
                "open case without a service for 30 days", "open cases without a service for 30 days", count
            )
            yield Waiting(label, f"{reverse('cases:cases')}?state=quiet", count)
