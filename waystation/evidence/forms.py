"""Questions asked before something is published or taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waystation.evidence.sets import release_sets
from waystation.evidence.tabulating import in_language


class DraftForm(forms.Form):
    set_code = forms.ChoiceField(
        label=_("Which set of tables?"), error_messages={"required": _("Choose a set of tables.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["set_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each.code, in_language(each.names)) for each in release_sets().values()]


class WithdrawalForm(forms.Form):
    why = forms.CharField(
        label=_("Why is the release withdrawn?"),
        help_text=_("Readers of the public page will see this sentence."),
        max_length=300,
        error_messages={"required": _("Say why, in one sentence.")},
    )
