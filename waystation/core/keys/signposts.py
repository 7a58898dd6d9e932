"""Keys among the things that need doing: colleagues who wait for one, vaults that somebody knows who should not."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.keys import access
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting

MENU = (MenuItem(_("Keys"), "keys:keys", Right.READ_FIGURES, 880),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield what somebody who holds the key can do about it."""
    state = access.state_for(user)
    people, vaults = len(state.to_let_in), len(state.to_rotate)
    if people:
        label = ngettext("colleague to give a key to", "colleagues to give a key to", people)
        yield Waiting(label, reverse("keys:keys"), people, urgent=True)
    if vaults:
        label = ngettext("vault that needs a new key", "vaults that need a new key", vaults)
        yield Waiting(label, reverse("keys:keys"), vaults, urgent=True)
