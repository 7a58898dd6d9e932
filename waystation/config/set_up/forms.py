"""What the ceremony asks."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waystation.config.set_up import state
from waystation.core.models import User
from waystation.core.rights import ROLES, Right, role_choices

FIRST, SECOND = "first", "second"
FIRST_ROLE = "coordinator"


class FoundingForm(forms.Form):
    """The code, the organisation, and two people who sit at this computer together."""

    code = forms.CharField(
        label=_("Which code did the machine print?"),
        help_text=_("It stands where Waystation was started, in four groups of four signs."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code.")},
    )
    organisation = forms.CharField(
        label=_("What is your organisation called?"),
        max_length=200,
        error_messages={"required": _("Type the name of the organisation.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for which in (FIRST, SECOND):
            self.fields |= _fields_of_person(which)
        self.fields["second_role"] = forms.ChoiceField(
            label=_("What is the second person's role?"),
            choices=_roles_within,
            initial=FIRST_ROLE,
            error_messages={"required": _("Choose a role.")},
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not state.fits(code):
            raise forms.ValidationError(_("That is another code. Compare it with what the machine printed."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for which in (FIRST, SECOND):
            self._check_password(which, cleaned)
        names = [str(cleaned.get(f"{which}_sign_in_name", "")).casefold() for which in (FIRST, SECOND)]
        if names[0] and names[0] == names[1]:
            self.add_error("second_sign_in_name", _("The first person signs in by this name. Choose another."))
        return cleaned

    def people(self) -> list[dict[str, str]]:
        """Return both people as `add_member` takes them; the first keeps the keys of every vault."""
        return [self._person(FIRST, FIRST_ROLE), self._person(SECOND, self.cleaned_data["second_role"])]

    def _person(self, which: str, role: str) -> dict[str, str]:
        wanted = ("display_name", "sign_in_name", "password")
        return {name: self.cleaned_data[f"{which}_{name}"] for name in wanted} | {"role": role}

    def _check_password(self, which: str, cleaned: dict[str, Any]) -> None:
        password, again = cleaned.get(f"{which}_password"), cleaned.get(f"{which}_again")
        if password and again and password != again:
            self.add_error(f"{which}_again", _("The two are not the same. Type both again."))
        if password:
            try:
                validate_password(password, User(sign_in_name=cleaned.get(f"{which}_sign_in_name", "")))
            except ValidationError as error:
                self.add_error(f"{which}_password", error)


class SheetsAgainForm(forms.Form):
    """Who makes the sheets anew, when they were lost before two were typed back."""

    name = forms.CharField(
        label=_("What is your sign-in name?"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type your sign-in name.")},
    )
    password = forms.CharField(
        label=_("What is your password?"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )
    member: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("name") and cleaned.get("password"):
            found = authenticate(username=cleaned["name"], password=cleaned["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(
                    _("This sign-in name and password do not belong together. Check both and type them again.")
                )
            self.member = found
        return cleaned


def _fields_of_person(which: str) -> dict[str, forms.Field]:
    new = {"autocomplete": "new-password"}
    plain = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return {
        f"{which}_display_name": forms.CharField(
            label=_("Name, as colleagues know it"),
            max_length=120,
            error_messages={"required": _("Type the name.")},
        ),
        f"{which}_sign_in_name": forms.CharField(
            label=_("Sign-in name"),
            help_text=_("Short, without spaces: it is typed every day."),
            max_length=60,
            widget=forms.TextInput(plain),
            error_messages={"required": _("Choose a sign-in name.")},
        ),
        f"{which}_password": forms.CharField(
            label=_("Password"),
            help_text=_("At least twelve signs. It opens this person's key: nobody can read it or set it again."),
            strip=False,
            widget=forms.PasswordInput(new),
            error_messages={"required": _("Choose a password.")},
        ),
        f"{which}_again": forms.CharField(
            label=_("The same password again"),
            strip=False,
            widget=forms.PasswordInput(new),
            error_messages={"required": _("Type the password again.")},
        ),
    }


def _roles_within() -> list[tuple[str, str | Promise]]:
    """Return the roles of the house: a guest of another one founds nothing."""
    return [(code, name) for code, name in role_choices() if Right.READ_SHARED not in ROLES[code]]
