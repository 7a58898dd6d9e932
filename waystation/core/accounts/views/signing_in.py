"""Signing in, in two steps: the password, then a second factor, or setting one up the first time; and out again."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waystation.core import actions
from waystation.core.accounts import access, half, passkeys, staff
from waystation.core.accounts.actions import throttling
from waystation.core.accounts.answering import answered, demonstration
from waystation.core.accounts.forms import THROTTLED, SignInForm
from waystation.core.accounts.networks import network_of
from waystation.core.accounts.passing import go_on, half_signed_in
from waystation.core.keys import session
from waystation.core.models import User


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class SignIn(LoginView):
    """Ask who it is; somebody already signed in goes on to their page."""

    template_name = "core/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Hold the sign-in half done: the password fitted, and nothing is open before the second factor."""
        member = form.get_user()
        throttling.forget(THROTTLED, form.cleaned_data["username"], network_of(self.request))
        until = staff.away_until(member)
        if until is not None:
            said = _("You are on leave until %(day)s, so sign-in is closed. If that is wrong, call a colleague.")
            form.add_error(None, said % {"day": formats.date_format(until)})
            return self.form_invalid(form)
        sealed = session.hold(self.request, member, form.cleaned_data["password"])
        half.begin(self.request, member, leads_to=self.get_success_url(), sealed_key=sealed)
        return go_on(self.request, half.of(self.request))


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@half_signed_in
def second(request: HttpRequest, begun: half.Half, member: User) -> HttpResponse:
    """Ask for the second factor."""
    if begun.passed or not access.has_second_factor(member):
        return go_on(request, (begun, member))
    shown, form = answered(request, member)
    if shown:
        begun.passed = True
        return go_on(request, (begun, member))
    if request.method == "POST":
        begun.tries += 1
        half.keep(request, begun)
    context = {"form": form, **passkeys.to_show(request, member), **demonstration(member)}
    return render(request, "accounts/second.html", context)


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        actions.note_sign_out(request.user)
    logout(request)
    response = redirect("core:sign_in")
    session.end(request, response)
    return response
