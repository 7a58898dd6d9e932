"""Two sheets typed back, and the day a restore was rehearsed."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waystation.core.recovery import shares
from waystation.core.recovery.errors import WrongShares

TYPING = {"rows": 4, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SharesForm(forms.Form):
    """The words of two sheets; each is checked by itself first."""

    first = forms.CharField(
        label=_("What are the words of one sheet?"),
        help_text=_("Twenty words with spaces between them. The numbers may be left out."),
        widget=forms.Textarea(TYPING),
        max_length=600,
        error_messages={"required": _("Type the words of one sheet.")},
    )
    second = forms.CharField(
        label=_("What are the words of another sheet?"),
        widget=forms.Textarea(TYPING),
        max_length=600,
        error_messages={"required": _("Type the words of another sheet.")},
    )

    def clean_first(self) -> str:
        return self._read("first")

    def clean_second(self) -> str:
        return self._read("second")

    def typed(self) -> list[str]:
        return [self.cleaned_data["first"], self.cleaned_data["second"]]

    def refuse(self, wrong: WrongShares) -> None:
        """Say what is wrong with the two together."""
        self.add_error(None, in_this_language(wrong))

    def _read(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        try:
            shares.read(words)
        except WrongShares as wrong:
            raise forms.ValidationError(in_this_language(wrong)) from wrong
        return words


class RehearsalForm(forms.Form):
    """When a restore was rehearsed on another machine."""

    on_day = forms.DateField(
        label=_("On which day was a restore rehearsed?"),
        help_text=_("A restore on another machine, with two sheets, after which somebody opened a record."),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("Give the day."), "invalid": _("Write the day as 2026-11-23.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_day"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_on_day(self) -> date:
        on_day: date = self.cleaned_data["on_day"]
        if on_day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come. Give the day on which it was done."))
        return on_day


def in_this_language(wrong: WrongShares) -> str:
    """Return the sentence in the language of the page."""
    return gettext(wrong.sentence) % wrong.facts
