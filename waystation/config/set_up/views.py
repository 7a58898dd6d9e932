"""The pages of the ceremony: found, print, type back. Until it is finished the house has no other page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waystation.config.set_up import actions, state
from waystation.config.set_up.forms import FIRST, SECOND, FoundingForm, SheetsAgainForm
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.recovery.errors import WrongShares
from waystation.core.recovery.forms import SharesForm
from waystation.core.recovery.models import RecoveryKey
from waystation.core.recovery.sheets import sheets_of


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the organisation and its first two people; then show the three sheets, this once."""
    _only_while_due()
    if User.objects.exists():
        return redirect("set_up:type_back")
    form = FoundingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key, shares = actions.found(form.cleaned_data["organisation"], form.people())
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_sheets(request, key, shares)
    people = {which: [form[name] for name in form.fields if name.startswith(f"{which}_")] for which in (FIRST, SECOND)}
    return render(request, "set_up/begin.html", {"form": form, **people})


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def type_back(request: HttpRequest) -> HttpResponse:
    """Take the words of two sheets and open the house."""
    _only_while_due()
    key = RecoveryKey.objects.unfinished().first()
    form = SharesForm(request.POST if request.method == "POST" else None)
    if key is not None and form.is_valid():
        try:
            actions.finish(key, form.typed())
        except WrongShares as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, _("The house is set up. Sign in."))
            return redirect("core:sign_in")
    if not User.objects.exists():
        return redirect("set_up:begin")
    return render(request, "set_up/type_back.html", {"form": form, "key": key})


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def sheets_again(request: HttpRequest) -> HttpResponse:
    """Make another key where the sheets were lost before two were typed back."""
    _only_while_due()
    form = SheetsAgainForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.member is not None:
        key, shares = actions.make_sheets_again(form.member, form.cleaned_data["password"])
        return _show_sheets(request, key, shares)
    return render(request, "set_up/sheets_again.html", {"form": form})


def _show_sheets(request: HttpRequest, key: RecoveryKey, shares: tuple[str, ...]) -> HttpResponse:
    languages = [code for code, _name in settings.LANGUAGES]
    house = key.organisation.name
    context = {"key": key, "sheets": sheets_of(shares), "languages": languages, "house": house}
    return render(request, "set_up/sheets.html", context)


def _only_while_due() -> None:
    if not state.is_due():
        raise Http404
