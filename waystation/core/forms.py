"""The question everybody answers first: who are you."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Sign-in name and password. A wrong password, an unknown name and a closed account get one answer."""

    error_messages = {
        "invalid_login": _("This sign-in name and password do not belong together. Check both and type them again."),
        "inactive": _("This sign-in name and password do not belong together. Check both and type them again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label = _("What is your sign-in name?")
        name.error_messages["required"] = _("Type your sign-in name.")
        name.widget.attrs.update(autocapitalize="none", spellcheck="false", autocomplete="username")
        password.label = _("What is your password?")
        password.error_messages["required"] = _("Type your password.")
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
