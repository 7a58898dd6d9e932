"""Broken glass in the menu, and among what a coordinator has to look at now."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.cases.sharing.access import unseen_glass
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting

MENU = (MenuItem(_("Broken glass"), "sharing:glass", Right.BREAK_GLASS, 790),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the broken glass that no coordinator has looked at yet."""
    count = unseen_glass(user).count()
    if count:
        label = ngettext("broken glass to look at", "broken glasses to look at", count)
        yield Waiting(label, reverse("sharing:glass"), count, urgent=True)
