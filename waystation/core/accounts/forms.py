"""What accounts ask: who it is, the code of an app, or one kept for the day it is lost."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from waystation.core.accounts import waiting
from waystation.core.accounts.actions import throttling
from waystation.core.accounts.networks import network_of

THROTTLED = "password"

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}


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

    def clean(self) -> dict[str, Any]:
        """Count the try before the password is looked at; one that has to wait costs no hashing."""
        name = self.cleaned_data.get("username")
        if name and self.cleaned_data.get("password") and self.request is not None:
            wait = throttling.take(THROTTLED, name, network_of(self.request))
            if wait:
                raise forms.ValidationError(waiting.wait_for(wait))
        cleaned: dict[str, Any] = super().clean() or {}
        return cleaned


class CodeForm(forms.Form):
    """The second thing that shows who it is, after the password."""

    code = forms.CharField(
        label=_("Which code does your app show?"),
        help_text=_("Six digits. Without your phone, type one of your recovery codes."),
        max_length=20,
        widget=forms.TextInput(CODE),
        error_messages={"required": _("Type the code.")},
    )

    def refuse(self) -> None:
        """Say that it does not fit, and that each code works once."""
        self.add_error("code", _("This code does not fit. Each works once: wait for the next one and type that."))


class NewAppForm(forms.Form):
    """The first code of a new app, which proves that it was set up."""

    code = forms.CharField(
        label=_("Which code does the app show now?"),
        max_length=20,
        widget=forms.TextInput({**CODE, "autofocus": False}),
        error_messages={"required": _("Type the six digits that the app shows.")},
    )
