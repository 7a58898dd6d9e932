"""Questions about who may see a case."""

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from waystation.cases.sharing.access import may_be_permitted
from waystation.core.models import User

if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[User]
else:
    Choice = forms.ModelChoiceField

NUMBER = re.compile(r"[0-9a-f]{8,32}")


class ColleagueField(Choice):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.display_name} ({obj.get_role_display()})"


class ShareForm(forms.Form):
    """With whom a case is shared, and until when."""

    member = ColleagueField(
        label=_("Which colleague?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague of the list.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("That day included. Without a day it holds until somebody ends it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = may_be_permitted(user)  # type: ignore[attr-defined]

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        if day is not None and day < localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return None if day is None else make_aware(datetime.combine(day, time.max))


class GlassForm(forms.Form):
    """Which case, why, and for how long."""

    number = forms.CharField(
        label=_("Number of the case"),
        help_text=_("The first eight signs at least, as a colleague reads them to you from the case."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type the number of the case.")},
    )
    reason = forms.CharField(
        label=_("Why do you need to see it now?"),
        help_text=_("The coordinator reads this. It is kept sealed."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write down why you need to see this case now.")},
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(1, _("One hour")), (2, _("Two hours")), (3, _("Three hours"))],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose up to three hours.")},
    )

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip().lower().replace("-", "")
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError(_("Type at least eight signs of the number: digits, and letters from a to f."))
        return str(number)
