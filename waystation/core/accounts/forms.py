"""What accounts ask: who it is, the code of an app, or one kept for the day it is lost."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from waystation.core.accounts import waiting
from waystation.core.accounts.actions import throttling
from waystation.core.accounts.networks import network_of
from waystation.core.accounts.staff import may_give, open_work_of, who_may_take_over
from waystation.core.accounts.turns import turn_of
from waystation.core.models import User
from waystation.core.rights import role_choices

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
        if not name or not self.cleaned_data.get("password") or self.request is None:
            return self.cleaned_data
        network = network_of(self.request)
        wait = throttling.take(THROTTLED, name, network)
        if wait:
            raise forms.ValidationError(waiting.wait_for(wait))
        with turn_of(network):
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


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    display_name = forms.CharField(
        label=_("What is the person called?"),
        help_text=_("As colleagues see it."),
        max_length=120,
        error_messages={"required": _("Type the name.")},
    )
    sign_in_name = forms.CharField(
        label=_("By which name will they sign in?"),
        max_length=60,
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Choose a sign-in name.")},
    )
    role = forms.ChoiceField(label=_("As what will they work?"), error_messages={"required": _("Choose a role.")})

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, name) for code, name in role_choices() if may_give(by, code)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """From when until when, and whether the keys stay."""

    first_day = forms.DateField(
        label=_("Which is the first day of the leave?"),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("Give the day."), "invalid": _("Write the day as 2026-11-23.")},
    )
    last_day = forms.DateField(
        label=_("Which is the last day of the leave?"),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("Give the day."), "invalid": _("Write the day as 2026-11-23.")},
    )
    take_keys = forms.BooleanField(
        label=_("Take the keys away meanwhile; a colleague gives them back afterwards"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if last and last < localdate():
            self.add_error("last_day", _("That day is over. Give a day that is still to come."))
        elif first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first. Correct one of them."))
        return cleaned


class LeavingForm(forms.Form):
    """Who takes the open cases over."""

    to = forms.ChoiceField(
        label=_("Who takes the open cases over?"),
        error_messages={"required": _("Choose who takes the open cases over.")},
    )

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = {str(each.code): each for each in who_may_take_over(member)}
        names = [(code, each.display_name) for code, each in self._colleagues.items()]
        self.fields["to"].required = open_work_of(member) > 0
        self.fields["to"].choices = [("", _("Choose a colleague")), *names]  # type: ignore[attr-defined]

    def colleague(self) -> User | None:
        return self._colleagues.get(self.cleaned_data["to"])


class NewPasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Four or five words that do not belong together are easy to keep in mind."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("Type the password again"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Type the password again.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type both again."))
        return cleaned
