"""What accounts ask: the code of an app, or one kept for the day it is lost."""

from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}


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
