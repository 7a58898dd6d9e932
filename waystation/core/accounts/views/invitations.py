"""The page behind an invitation's link: choose a password, then sign in and set up the second factor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waystation.core.accounts import staff
from waystation.core.accounts.actions import invitations
from waystation.core.accounts.forms import NewPasswordForm
from waystation.core.errors import ActionRefused


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person choose a password; a link that is over says so, whoever made it."""
    found = staff.invitation_behind(token)
    if found is None:
        return render(request, "accounts/invitation_over.html")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitations.accept(found, form.cleaned_data["password"])
        except ActionRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            messages.success(request, _("Your account is ready. Sign in as %(name)s.") % {"name": found.sign_in_name})
            return redirect("core:sign_in")
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found})
