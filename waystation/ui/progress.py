"""How far a piece of work is, in the words the page and its script share."""

from typing import TypedDict

from django.utils.translation import gettext as _

from waystation.ui.showing import shown


class ProgressState(TypedDict):
    """What `ui/progress.js` reads once a second."""

    done: int
    total: int
    said: str
    label: str
    finished: bool
    href: str


def said(done: int, total: int | None) -> str:
    """Say how much is done, and of how much when that is known."""
    if not total:
        return _("%(done)s done so far") % {"done": shown(done)}
    return _("%(done)s of %(total)s") % {"done": shown(done), "total": shown(total)}


def progress_state(done: int, total: int | None, label: str, *, finished: bool, href: str = "") -> ProgressState:
    """Return the JSON of a progress address; `href` is where to go when it is finished."""
    return {
        "done": done,
        "total": total or 0,
        "said": said(done, total),
        "label": label,
        "finished": finished,
        "href": href,
    }
