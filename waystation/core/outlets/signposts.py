"""What must never leave, in the menu of whoever keeps the list; and when it has to be marked again."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.outlets.access import marked_elsewhere
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.core.trail.tracing import Trail

MENU = (MenuItem(_("Must never leave"), "outlets:guarded", Right.GUARD_WORDS, 850),)

TRAILS = (Trail("outlets.guardedwords", _("Words that must never leave"), Right.GUARD_WORDS),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the words that nothing can look for until the page is opened."""
    if user.may(Right.GUARD_WORDS) and (count := marked_elsewhere(user).count()):
        label = ngettext("address to mark again: until then no file leaves",
                         "addresses to mark again: until then no file leaves", count)  # fmt: skip
        yield Waiting(label, reverse("outlets:guarded"), count, urgent=True)
