"""Pages of documents."""

from itertools import chain
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.cases.documents import actions, answers, files, sandbox, sheets
from waystation.cases.documents.access import (
    Opened,
    document_for,
    holder_for,
    kept_for,
    key_for,
    open_list,
    opened,
    page_or_404,
    removed_for,
)
from waystation.cases.documents.forms import AttachForm, TakeOutForm
from waystation.cases.documents.reading import text_encoding, text_of
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.errors import ActionRefused
from waystation.core.outlets.checking import check_data, check_stream
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring


@sensitive_post_parameters()
@needs(Right.KEEP_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def of_case(request: StaffRequest, code: UUID) -> HttpResponse:
    return _documents_of(request, "case", code)


@sensitive_post_parameters()
@needs(Right.KEEP_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def of_person(request: StaffRequest, code: UUID) -> HttpResponse:
    return _documents_of(request, "person", code)


def _documents_of(request: StaffRequest, kind: str, code: UUID) -> HttpResponse:
    """List what belongs to the case or the person, and take more in."""
    form = AttachForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and _attached(request, kind, code, form):
        return redirect(request.path)
    holder, documents = open_list(request.user, kind, code)
    context = {
        "trail": sheets.trail_of(holder, keyring()),
        "table": sheets.table_of(documents.kept(), keyring()),
        "removed": sheets.removed_of(documents.removed(), keyring()),
        "form": form,
    }
    return render(request, "documents/documents.html", context)


def _attached(request: StaffRequest, kind: str, code: UUID, form: AttachForm) -> bool:
    holder = holder_for(request.user, kind, code)
    attached = 0
    try:
        for file in form.cleaned_data["chosen"]:
            told = {"name": file.name or "", "title": form.cleaned_data["title"]}
            actions.attach(holder, file.chunks(), **told, by=request.user)
            attached += 1
    except ActionRefused as refusal:
        form.add_error("chosen", str(refusal))
    if attached:
        said = ngettext("%(count)d document is sealed and kept.", "%(count)d documents are sealed and kept.", attached)
        messages.success(request, said % {"count": attached})
    return not form.errors


@needs(Right.READ_RECORDS)
@require_safe
@never_cache
def document(request: StaffRequest, code: UUID) -> HttpResponse:
    found = opened(document_for(request.user, code), keyring())
    return render(request, "documents/document.html", _shown(request, found))


@needs(Right.READ_RECORDS)
@require_safe
@never_cache
def to_print(request: StaffRequest, code: UUID) -> HttpResponse:
    found = opened(document_for(request.user, code, doing="document.printed"), keyring())
    return render(request, "documents/print.html", _shown(request, found))


def _shown(request: StaffRequest, found: Opened) -> dict[str, object]:
    text, goes_on = text_of(found.document, key_for(found.document, keyring())) if found.is_text else ("", False)
    return {
        "found": found,
        "trail": sheets.trail_of(found.document.holder, keyring()),
        "facts": sheets.facts_of(found),
        "pages": range(1, found.pages + 1),
        "text": text,
        "goes_on": goes_on,
        "why_not": "" if found.is_shown else sheets.why_not_shown(found.kind),
        "may_take_out": request.user.may(Right.TAKE_OUT_DOCUMENTS),
        "may_remove": request.user.may(Right.KEEP_DOCUMENTS),
    }


@needs(Right.READ_RECORDS)
@require_safe
@never_cache
def page(request: StaffRequest, code: UUID, number: int) -> HttpResponse:
    """Answer with one page, drawn anew: pixels, and nothing that the file held beside them."""
    found = opened(document_for(request.user, code, page=number), keyring())
    key = key_for(found.document, keyring())
    try:
        return answers.shown(sandbox.draw(code, key, found.kind, page_or_404(found, number)))
    except sandbox.CannotShow:
        return HttpResponse(status=422)
    except sandbox.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5"})


@needs(Right.TAKE_OUT_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirmed
def original(request: StaffRequest, code: UUID) -> HttpResponseBase:
    """Say what is in an original, and hand it out to those who ask for it."""
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        own_name = form.cleaned_data["name"] == "own"
        return _taken_out(request, code, own_name=own_name)
    found = opened(document_for(request.user, code), keyring())
    trail = [*sheets.trail_of(found.document.holder, keyring()), (found.document.get_absolute_url(), found.title)]
    context = {"found": found, "form": form, "trail": trail}
    return render(request, "documents/take_out.html", context)


@transaction.atomic
def _taken_out(request: StaffRequest, code: UUID, *, own_name: bool) -> HttpResponseBase:
    """Answer with the original; a damaged one, and one that must not leave, before anything of it has left."""
    taken = document_for(request.user, code, doing="document.exported", own_name=int(own_name))
    found, key = opened(taken, keyring()), key_for(taken, keyring())
    name = found.file_name if own_name else f"document-{str(code)[:8]}"
    check_data({_("the name of the file"): name}, request.user.organisation_id)
    if found.is_text:
        check_stream(files.opened(code, key), text_encoding(taken, key), request.user.organisation_id)
    pieces = files.opened(code, key)
    first = next(pieces, b"")
    return answers.taken_out(chain([first], pieces), name)


@needs(Right.KEEP_DOCUMENTS)
@require_POST
def remove(request: StaffRequest, code: UUID) -> HttpResponse:
    removed = actions.remove(kept_for(request.user, code), by=request.user)
    until = {"until": sheets.day_of(removed.undo_until)}
    messages.success(request, _("The document is removed. Until %(until)s it can be put back.") % until)
    return redirect(sheets.address_of(removed.holder))


@needs(Right.KEEP_DOCUMENTS)
@require_POST
def put_back(request: StaffRequest, code: UUID) -> HttpResponse:
    back = actions.put_back(removed_for(request.user, code), by=request.user)
    messages.success(request, _("The document is back."))
    return redirect(back)
