"""The staff door's menu and its list of what needs doing, gathered from every room's `signposts`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waystation.core.discovery import modules
from waystation.core.rights import Right


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu; shown to those who hold `right`. `order` sorts, 10 apart."""

    label: str | Promise
    url_name: str
    right: Right
    order: int


@dataclass(frozen=True)
class Waiting:
    """One thing that needs doing: what, how many, and where."""

    label: str
    url: str
    count: int
    urgent: bool = False


MENU = (
    MenuItem(_("What needs doing"), "core:home", Right.READ_FIGURES, 0),
    MenuItem(_("Gallery"), "ui:gallery", Right.MANAGE, 900),
)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Template context: the menu items this person may use."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": ()}
    items = [item for module in modules("signposts") for item in getattr(module, "MENU", ()) if user.may(item.right)]
    return {"menu": sorted(items, key=lambda item: item.order)}


def waiting_for(user: Any) -> Iterator[Waiting]:
    """Yield what needs doing, as every room's `signposts.waiting(user)` says."""
    for module in modules("signposts"):
        waiting: Callable[[Any], Iterator[Waiting]] | None = getattr(module, "waiting", None)
        if waiting is not None and module.__name__ != __name__:
            yield from waiting(user)
