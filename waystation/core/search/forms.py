"""The question of the search: posted, so that no name stands in an address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Search people and cases"),
        max_length=100,
        error_messages={"required": _("Write a part of a name, or a word of a story.")},
    )
