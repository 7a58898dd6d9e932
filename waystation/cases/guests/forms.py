"""Questions about sharing a case with a guest."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from waystation.cases.guests.access import guests_for
from waystation.cases.guests.actions import LONGEST_DAYS
from waystation.core.models import User


class GuestForm(forms.Form):
    """With which guest, until which day, and why."""

    guest = forms.ChoiceField(
        label=_("Which guest?"),
        error_messages={"required": _("Choose a guest."), "invalid_choice": _("Choose a guest of the list.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("That day included; 90 days from today at most. It ends by itself."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the last day."), "invalid": _("Write the day as 2026-11-23.")},
    )
    reason = forms.CharField(
        label=_("What do they need it for?"),
        help_text=_("It is kept sealed, and the guest does not see it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guests = {str(each.code): each for each in guests_for(user)}
        names = [(code, each.display_name) for code, each in self._guests.items()]
        self.fields["guest"].choices = [("", _("Choose a guest")), *names]  # type: ignore[attr-defined]
        bounds = {"min": localdate(), "max": localdate() + timedelta(days=LONGEST_DAYS)}
        self.fields["until"].widget.attrs.update({name: day.isoformat() for name, day in bounds.items()})

    def clean_guest(self) -> User:
        return self._guests[self.cleaned_data["guest"]]

    def clean_until(self) -> datetime:
        day = self.cleaned_data["until"]
        if not localdate() <= day <= localdate() + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Choose a day from today on, and within the next 90 days."))
        return make_aware(datetime.combine(day, time.max))
