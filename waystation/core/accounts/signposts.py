"""The account in the menu, and recovery codes that run out."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.accounts import access
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting

FEW = 3
MENU = (
    MenuItem(_("Staff"), "accounts:staff", Right.MANAGE_STAFF, 860),
    MenuItem(_("Your account"), "accounts:account", Right.READ_FIGURES, 870),
    MenuItem(_("Your account"), "accounts:account", Right.READ_SHARED, 870),
)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the recovery codes, when few are left of them."""
    left = len(access.recovery_codes_of(user))
    if access.recovery_of(user) is not None and left < FEW:
        label = ngettext("recovery code left: make new ones", "recovery codes left: make new ones", left)
        yield Waiting(label, reverse("accounts:account"), left, urgent=True)
