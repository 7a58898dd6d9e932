"""Pages of what must never leave: for whoever keeps the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waystation.core import audit
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.errors import ActionRefused
from waystation.core.outlets import access, actions
from waystation.core.outlets.checking import check_text
from waystation.core.outlets.errors import MustNotLeave
from waystation.core.outlets.forms import TryForm, WordsForm
from waystation.core.outlets.standing import standing_already
from waystation.core.rights import Right
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring


@sensitive_post_parameters()
@needs(Right.GUARD_WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirmed
def guarded(request: StaffRequest) -> HttpResponse:
    """Show the list, and take in what else must never leave."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.guard(**form.cleaned_data, keyring=keyring(), by=request.user)
        except ActionRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("It leaves by no file, letter or public page from now on."))
            _warn_of_what_is_out(request)
            return redirect("outlets:guarded")
    return _page(request, form, TryForm())


@sensitive_post_parameters()
@needs(Right.GUARD_WORDS)
@require_POST
@never_cache
@confirmed
def try_text(request: StaffRequest) -> HttpResponse:
    """Say whether a text would leave; nothing of it is kept."""
    form = TryForm(request.POST)
    answer: dict[str, str] = {}
    if form.is_valid():
        try:
            check_text(form.cleaned_data["tried"], request.user.organisation_id)
        except MustNotLeave as stop:
            answer = {"kind": "done", "text": _("It would be stopped.") + " " + stop.where()}
        else:
            answer = {"kind": "warning", "text": _("It would leave: nothing of the list stands in it.")}
    return _page(request, WordsForm(), form, answer)


@sensitive_post_parameters()
@needs(Right.GUARD_WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirmed
def words(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show one of them, to be written another way or taken off."""
    found = access.words_for(request.user, code)
    known = {column: shown_text(found, column, keyring()) for column in ("text", "number")}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            actions.change(found, **form.cleaned_data, keyring=keyring(), by=request.user)
        except ActionRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Changed."))
            _warn_of_what_is_out(request)
            return redirect("outlets:guarded")
    else:
        audit.opened(found, by=request.user)
    return render(request, "outlets/words.html", {"form": form, "words": found})


@needs(Right.GUARD_WORDS)
@require_POST
@confirmed
def take_off(request: StaffRequest, code: UUID) -> HttpResponse:
    actions.take_off(access.words_for(request.user, code), by=request.user)
    messages.success(request, _("Taken off the list. It may leave again."))
    return redirect("outlets:guarded")


def _page(
    request: StaffRequest, form: WordsForm, trying: TryForm, answer: dict[str, str] | None = None
) -> HttpResponse:
    if actions.mark_again(keyring(), by=request.user):
        messages.info(request, _("The words were marked again under the key of this machine."))
    listed = [(each, shown_text(each, "text", keyring()), shown_text(each, "number", keyring()))
              for each in access.open_list(request.user)]  # fmt: skip
    context = {"form": form, "trying": trying, "answer": answer, "listed": listed}
    return render(request, "outlets/guarded.html", context)


def _warn_of_what_is_out(request: StaffRequest) -> None:
    out = standing_already(request.user.organisation)
    if out:
        said = _("It stands already in what is public: %(places)s. Withdraw that, for the list stops only what is new.")
        messages.warning(request, said % {"places": "; ".join(out)})
