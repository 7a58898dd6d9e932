"""Recovery in the operator's menu, and the key that waits to be made or finished."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waystation.core.recovery.access import rehearsal_overdue, state_of
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting

MENU = (MenuItem(_("Backup and recovery"), "recovery:recovery", Right.MANAGE, 890),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the recovery key until two of its sheets were typed back, and the rehearsal once it is overdue."""
    if not user.may(Right.MANAGE):
        return
    state = state_of(user.organisation)
    if state.unfinished:
        label, url = gettext("recovery key to finish: type two sheets back"), state.unfinished.get_absolute_url()
        yield Waiting(label, url, 1, urgent=True)
    elif not state.key:
        label = gettext("recovery key to make: without it no backup is possible")
        yield Waiting(label, reverse("recovery:new"), 1, urgent=True)
    elif rehearsal_overdue(state) and not user.organisation.invented:
        label = gettext("restore to rehearse: the last one is more than 90 days ago")
        yield Waiting(label, reverse("recovery:recovery"), 1, urgent=True)
