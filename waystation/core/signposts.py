"""The staff door's menu and its list of what needs doing, gathered from every room's `signposts`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from waystation.core.discovery import modules
from waystation.core.rights import Kind, Right, Scope
from waystation.core.trail.tracing import Trail


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu; shown to those who hold `right` and see records `of` the kind. `order` sorts, 10 apart."""

    label: str | Promise
    url_name: str
    right: Right
    order: int
    of: Kind | None = None

    def is_for(self, user: Any) -> bool:
        return user.may(self.right) and (self.of is None or user.scope_of(self.of) != Scope.NONE)


@dataclass(frozen=True)
class Waiting:
    """One thing that needs doing: what, how many, and where."""

    label: str
    url: str
    count: int
    urgent: bool = False


MENU = (
    MenuItem(_("What needs doing"), "core:home", Right.READ_FIGURES, 0),
    MenuItem(_("Imports"), "core:imports", Right.IMPORT_RECORDS, 100),
    MenuItem(_("Imports"), "core:imports", Right.IMPORT_FIGURES, 100),
    MenuItem(_("Who did what"), "core:audit", Right.READ_FIGURES, 800),
    MenuItem(_("Gallery"), "ui:gallery", Right.MANAGE, 900),
)

TRAILS = (Trail("core.importrun", pgettext_lazy("record", "Import"), Right.READ_AUDIT),)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Template context: the menu items this person may use."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": ()}
    items = [item for module in modules("signposts") for item in getattr(module, "MENU", ()) if item.is_for(user)]
    once = {item.url_name: item for item in items}  # a page that two rights open is named once for each
    return {"menu": sorted(once.values(), key=lambda item: item.order)}


def waiting_for(user: Any) -> Iterator[Waiting]:
    """Yield what needs doing, as every room's `signposts.waiting(user)` says."""
    for module in modules("signposts"):
        says: Callable[[Any], Iterator[Waiting]] | None = getattr(module, "waiting", None)
        if says is not None:
            yield from says(user)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield the imports that wait for somebody: columns to name, reports to look at."""
    from waystation.core.importing.access import may_import, runs_for
    from waystation.core.models import ImportRun

    count = runs_for(user).filter(state__in=ImportRun.WAITING).count() if may_import(user) else 0
    if count:
        yield Waiting(ngettext("import to finish", "imports to finish", count), reverse("core:imports"), count)
