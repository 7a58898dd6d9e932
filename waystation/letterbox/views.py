"""The staff page that shows which letters are under way."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waystation.core.access import StaffRequest
from waystation.core.errors import ActionRefused
from waystation.letterbox import access, actions
from waystation.letterbox.models import Letter
from waystation.ui.tables import Column, Row, Table, Tag, TagKind

PAGE_LETTERS = 50
KINDS: dict[str, TagKind] = {"done": "done", "refused": "danger", "delayed": "warning", "arrived": "info"}


@require_safe
def letters(request: StaffRequest) -> HttpResponse:
    """Show the newest letters first, and below them those that need somebody."""
    known = access.letters_for(request.user)
    page = Paginator(known, PAGE_LETTERS).get_page(request.GET.get("page"))
    stuck = [(kind_in_words(letter.kind), letter) for letter in known.stuck()]
    context = {"page": page, "table": _table(page.object_list), "stuck": stuck, "query": request.GET}
    return render(request, "letterbox/letters.html", context)


@require_POST
def retry(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """Let one letter be tried at once."""
    letter = access.letter_for(request.user, letter_id)
    try:
        actions.try_again_now(letter)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The letter is tried again now."))
    return redirect("letterbox:letters")


def _table(letters: Iterable[Letter]) -> Table:
    columns = (
        Column(_("Kind")),
        Column(_("Direction")),
        Column(_("State")),
        Column(_("Written"), "date"),
        Column(_("Tries"), "number"),
        Column(_("What went wrong last")),
    )
    return Table(_("Letters between the two doors"), columns, [_row(letter) for letter in letters], caption_hidden=True)


def _row(letter: Letter) -> Row:
    state = Tag(_state(letter.state), KINDS.get(letter.state, "neutral"))
    direction = letter.get_direction_display()
    return Row((kind_in_words(letter.kind), direction, state, letter.created_at, letter.attempts, letter.last_error))


def kind_in_words(kind: str) -> str:
    """Say what a letter carries; a kind that no room here writes keeps its own name."""
    words = {
        "release": _("A release to publish"),
        "release.withdrawn": _("The withdrawal of a release"),
        "receipt": _("Word that a release is shown"),
        "intake": _("What the report form needs to seal"),
        "report": _("A sealed report"),
        "report.added": _("An addition to a report"),
        "report.file": _("A file of a report"),
        "report.piece": _("A part of a file of a report"),
        "report.withdrawn": _("The wish to forget a report"),
        "reply": _("A sealed answer"),
        "reply.closed": _("The end of a conversation"),
    }
    name = kind.partition("@")[0]
    return words.get(name, name)


def _state(state: str) -> str:
    words = {
        "waiting": _("Waiting"),
        "delayed": _("Delayed"),
        "arrived": _("Arrived, not yet acted on"),
        "refused": _("Refused"),
        "done": _("Done"),
    }
    return words[state]
