"""Pages of the recovery key: where things stand, its sheets (shown once), typing two back, noting a rehearsal."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed
from waystation.core.recovery import access, actions, folders
from waystation.core.recovery.actions import shards as shard_actions
from waystation.core.recovery.errors import WrongShares
from waystation.core.recovery.forms import RehearsalForm, SharesForm
from waystation.core.recovery.models import BackupFolder
from waystation.core.recovery.sheets import sheets_of
from waystation.core.rights import Right


@needs(Right.MANAGE)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def recovery(request: StaffRequest) -> HttpResponse:
    """Say where things stand, and note a rehearsal."""
    form = RehearsalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.note_rehearsal(request.user.organisation, form.cleaned_data["on_day"], by=request.user)
        messages.success(request, _("The rehearsal is noted."))
        return redirect("recovery:recovery")
    state = access.state_of(request.user.organisation)
    context = {"state": state, "facts": _facts(state), "form": form, "folders": folders.table()}
    context |= {"overdue": access.rehearsal_overdue(state), "missed": BackupFolder.objects.exclude(missed_at=None)}
    return render(request, "recovery/recovery.html", context)


@needs(Right.MANAGE)
@require_POST
@confirmed
def forget_folder(request: StaffRequest, number: int) -> HttpResponse:
    """No longer count on a folder whose backups were deleted; pressed twice, it is forgotten once."""
    for folder in BackupFolder.objects.filter(pk=number):
        shard_actions.forget(folder, by=request.user)
    messages.success(request, _("The folder is forgotten. Its backups need a file of shards from elsewhere."))
    return redirect("recovery:recovery")


@needs(Right.MANAGE)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def new(request: StaffRequest) -> HttpResponse:
    """Say what a key is for; on POST make it and show its sheets, this once."""
    if request.method == "GET":
        return render(request, "recovery/new.html", {"state": access.state_of(request.user.organisation)})
    key, made = actions.make_key(request.user.organisation, by=request.user)
    sheets = sheets_of(made)
    languages = [code for code, _name in settings.LANGUAGES]
    return render(request, "recovery/sheets.html", {"key": key, "sheets": sheets, "languages": languages})


@needs(Right.MANAGE)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def type_back(request: StaffRequest, code: UUID) -> HttpResponse:
    """Take the words of two sheets and put the key in force."""
    key = access.unfinished_key_for(request.user, code)
    form = SharesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.finish_key(key, form.typed(), by=request.user)
        except WrongShares as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, _("The recovery key is in force. Backups can be made from now on."))
            return redirect("recovery:recovery")
    return render(request, "recovery/type_back.html", {"key": key, "form": form})


def _facts(state: access.State) -> list[tuple[str, object]]:
    return [
        (_("Recovery key"), f"…{state.key.short()}" if state.key else _("none yet")),
        (_("In force since"), state.key.finished_at if state.key else None),
        (_("Last backup"), state.backed_up_at or _("none yet")),
        (_("Last rehearsed restore"), state.rehearsed_on or _("never")),
    ]
