"""Colleagues: who works here, inviting, leave, a lost phone, and leaving for good."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.accounts import access, showing, staff
from waystation.core.accounts.actions import invitations, second_factor, visits
from waystation.core.accounts.actions import staff as actions
from waystation.core.accounts.actions import work as actions_of_work
from waystation.core.accounts.confirming import confirmed
from waystation.core.accounts.forms import InviteForm, LeaveForm, LeavingForm
from waystation.core.accounts.work_forms import WorkForm
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.rights import Right


@needs(Right.MANAGE_STAFF)
@require_safe
@never_cache
@confirmed
def everybody(request: StaffRequest) -> HttpResponse:
    context = {"table": showing.table(request.user), "invitations": staff.invitations_of(request.user)}
    context["reads"] = request.user.may(Right.READ_RECORDS)
    return render(request, "accounts/staff.html", context)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def invite(request: StaffRequest) -> HttpResponse:
    """Ask who is invited; then show the link, this once."""
    form = InviteForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            made, token = invitations.invite(**form.cleaned_data, by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            link = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
            return render(request, "accounts/invited.html", {"invitation": made, "link": link})
    return render(request, "accounts/invite.html", {"form": form})


@needs(Right.MANAGE_STAFF)
@require_POST
@confirmed
def withdraw(request: StaffRequest, code: UUID) -> HttpResponse:
    invitations.withdraw(staff.invitation_for(request.user, code), by=request.user)
    messages.success(request, _("The invitation is withdrawn; its link leads nowhere."))
    return redirect("accounts:staff")


@needs(Right.MANAGE_STAFF)
@require_safe
@never_cache
@confirmed
def member(request: StaffRequest, code: UUID) -> HttpResponse:
    """Show what concerns the account of a colleague, and what can be done."""
    found = staff.member_for(request.user, code)
    context = {"member": found, "facts": showing.facts(found), "leave": staff.leave_of(found)}
    has = {"sessions": access.visits_of(found).count(), "has_factor": access.has_second_factor(found)}
    return render(request, "accounts/member.html", {**context, **has, "own": found == request.user})


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def work(request: StaffRequest, code: UUID) -> HttpResponse:
    """Change the role and the programmes of a colleague."""
    found = staff.member_for(request.user, code)
    form = WorkForm(request.POST if request.method == "POST" else None, member=found, by=request.user)
    if form.is_valid() and _changed(request, found, form):
        messages.success(request, _("It is changed."))
        return redirect("accounts:member", found.code)
    context = {"member": found, "form": form, "open_work": staff.open_work_of(found)}
    return render(request, "accounts/work.html", context)


def _changed(request: StaffRequest, found: User, form: WorkForm) -> bool:
    try:
        with transaction.atomic():
            actions_of_work.name_programmes(found, form.cleaned_data["programmes"], by=request.user)
            actions_of_work.change_role(found, form.cleaned_data["role"], to=form.colleague(), by=request.user)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@needs(Right.MANAGE_STAFF)
@require_POST
@confirmed
def end_sessions(request: StaffRequest, code: UUID) -> HttpResponse:
    found = staff.member_for(request.user, code)
    ended = visits.end_all(found, by=request.user)
    said = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("accounts:member", found.code)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def lost_phone(request: StaffRequest, code: UUID) -> HttpResponse:
    """Take the second factor away from a colleague who lost it, and end every session."""
    found = staff.member_for(request.user, code)
    if request.method == "GET":
        return render(request, "accounts/lost_phone.html", {"member": found})
    second_factor.reset(found, by=request.user)
    visits.end_all(found, by=request.user)
    messages.success(request, _("The second factor is taken away: the next sign-in sets up a new one."))
    return redirect("accounts:member", found.code)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def leave(request: StaffRequest, code: UUID) -> HttpResponse:
    found = staff.member_for(request.user, code)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.note_leave(found, **form.cleaned_data, by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The leave is noted."))
            return redirect("accounts:member", found.code)
    return render(request, "accounts/leave.html", {"form": form, "member": found})


@needs(Right.MANAGE_STAFF)
@require_POST
@confirmed
def back(request: StaffRequest, code: UUID) -> HttpResponse:
    found = staff.member_for(request.user, code)
    actions.end_leave(found, by=request.user)
    messages.success(request, _("The leave is over; sign-in is open again."))
    return redirect("accounts:member", found.code)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
@never_cache
@confirmed
def leaving(request: StaffRequest, code: UUID) -> HttpResponse:
    """Say what will be gone; on POST let the colleague leave for good."""
    found = staff.member_for(request.user, code)
    form = LeavingForm(request.POST if request.method == "POST" else None, member=found)
    if form.is_valid() and _left(request, found, form):
        return redirect("accounts:staff")
    context = {"member": found, "form": form, "open_work": staff.open_work_of(found)}
    return render(request, "accounts/leaving.html", context)


def _left(request: StaffRequest, found: User, form: LeavingForm) -> bool:
    try:
        moved = actions.offboard(found, to=form.colleague(), by=request.user)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = ngettext(
        "The account is closed and %(count)s case handed over. The vaults now need new keys.",
        "The account is closed and %(count)s cases handed over. The vaults now need new keys.",
        moved,
    )
    messages.success(request, said % {"count": moved})
    return True
