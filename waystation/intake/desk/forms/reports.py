"""What is asked about reports: the answer to the reporter, and how members are named on the form outside."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waystation.core.models import User
from waystation.intake.desk.models import ShownName


class ReplyForm(forms.Form):
    """An answer that only the reporter's code opens."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off"}),
        help_text=_("The reporter reads it with the code. Give no name that the screen must not show."),
        error_messages={"required": _("Write the answer.")},
    )


class NamesForm(forms.Form):
    """How each member who reads reports is named on the form; empty for who is not named."""

    def __init__(self, members: Iterable[User], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._members = list(members)
        shown = {each.member_id: each.label for each in ShownName.objects.filter(member__in=self._members, shown=True)}
        for member in self._members:
            self.fields[str(member.code)] = forms.CharField(
                label=str(member), required=False, max_length=60, initial=shown.get(member.pk, "")
            )
        self._shown = shown

    def changes(self) -> list[tuple[User, str]]:
        """Return whose name changed, and to what."""
        typed = [(member, self.cleaned_data[str(member.code)].strip()) for member in self._members]
        return [(member, label) for member, label in typed if label != self._shown.get(member.pk, "")]
