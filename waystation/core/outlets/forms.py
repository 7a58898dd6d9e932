"""What must never leave, and a text to try the list with."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """An address, or other words."""

    text = forms.CharField(
        label=_("Street, or other words"),
        help_text=_("The name of the street alone, without the town; or a name by which the house is known."),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the street or the words.")},
    )
    number = forms.CharField(
        label=_("House number"),
        help_text=_(
            "With a number, street and number together are stopped; without one, the words wherever they stand."
        ),
        required=False,
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class TryForm(forms.Form):
    """A text, to see whether it would leave."""

    tried = forms.CharField(
        label=_("Try a text"),
        help_text=_("Nothing of it is kept."),
        max_length=20_000,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write or paste a text.")},
    )
