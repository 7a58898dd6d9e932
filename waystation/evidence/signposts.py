"""Evidence in the menu, and the releases that wait for approval."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.core.trail.tracing import Trail
from waystation.evidence.access import releases_for
from waystation.evidence.models import Release

MENU = (
    MenuItem(_("Indicators"), "evidence:indicators", Right.READ_FIGURES, 70),
    MenuItem(_("Published figures"), "evidence:ledger", Right.READ_FIGURES, 75),
    MenuItem(_("Releases"), "evidence:releases", Right.READ_FIGURES, 80),
)

TRAILS = (Trail("evidence.release", _("Release"), Right.READ_AUDIT),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the releases that wait for approval, to those who may approve."""
    if user.may(Right.APPROVE_RELEASE):
        count = releases_for(user).filter(state=Release.State.READY).count()
        if count:
            label = ngettext("release to approve", "releases to approve", count)
            yield Waiting(label, reverse("evidence:releases"), count)
