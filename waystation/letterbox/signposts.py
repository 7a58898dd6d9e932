"""The letterbox in the menu, and letters that need somebody."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.letterbox.access import letters_for

MENU = (MenuItem(_("Letters"), "letterbox:letters", Right.MANAGE, 95),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the letters that are stuck, to those who look after the installation."""
    if user.may(Right.MANAGE):
        count = letters_for(user).stuck().count()
        if count:
            label = ngettext("letter that does not arrive", "letters that do not arrive", count)
            yield Waiting(label, reverse("letterbox:letters"), count, urgent=True)
