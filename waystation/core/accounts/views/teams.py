"""Teams: which there are, making one, and who belongs to it. For those who manage staff and read records themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts import showing, staff
from waystation.core.accounts.actions import teams as actions
from waystation.core.accounts.confirming import confirmed
from waystation.core.accounts.work_forms import TeamForm
from waystation.core.errors import ActionRefused
from waystation.core.rights import Right


@needs(Right.MANAGE_STAFF)
@needs(Right.READ_RECORDS)
@require_safe
@never_cache
@confirmed
def teams(request: StaffRequest) -> HttpResponse:
    return render(request, "accounts/teams.html", {"table": showing.teams(request.user), "trail": _trail()[:1]})


@needs(Right.MANAGE_STAFF)
@needs(Right.READ_RECORDS)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def new_team(request: StaffRequest) -> HttpResponse:
    form = TeamForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            actions.make(form.cleaned_data["name"], form.cleaned_data["members"], by=request.user)
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The team is made."))
            return redirect("accounts:teams")
    return render(request, "accounts/team.html", {"form": form, "trail": _trail()})


@needs(Right.MANAGE_STAFF)
@needs(Right.READ_RECORDS)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def team(request: StaffRequest, code: UUID) -> HttpResponse:
    """Rename the team, and let members in and out."""
    found = staff.team_for(request.user, code)
    form = TeamForm(request.POST if request.method == "POST" else None, user=request.user, team=found)
    if form.is_valid():
        try:
            actions.change(found, form.cleaned_data["name"], form.cleaned_data["members"], by=request.user)
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The team is changed."))
            return redirect("accounts:teams")
    return render(request, "accounts/team.html", {"form": form, "team": found, "trail": _trail()})


@needs(Right.MANAGE_STAFF)
@needs(Right.READ_RECORDS)
@require_POST
@confirmed
def dissolve(request: StaffRequest, code: UUID) -> HttpResponse:
    actions.dissolve(staff.team_for(request.user, code), by=request.user)
    messages.success(request, _("The team is dissolved."))
    return redirect("accounts:teams")


def _trail() -> list[tuple[str, str]]:
    return [(reverse("accounts:staff"), _("Staff")), (reverse("accounts:teams"), _("Teams"))]
