"""How long to keep a kind, why to hold a record, on what ground to erase a person."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from waystation.core.retention.kinds import Kind
from waystation.core.retention.models import Erasure, LegalHold


class RuleForm(forms.Form):
    """For how many months a kind is kept."""

    keep_months = forms.IntegerField(
        label=_("For how many months is it kept?"),
        error_messages={"required": _("Give a number of months.")},
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keep_months"]
        bounds = {"least": kind.least_months, "most": kind.most_months}
        field.help_text = _("Between %(least)s and %(most)s months.") % bounds
        field.widget.attrs.update(min=kind.least_months, max=kind.most_months)


class HoldForm(forms.ModelForm[LegalHold]):
    """Why something is kept whatever the schedule says, and until when."""

    reason = forms.CharField(
        label=_("Why must it be kept?"),
        help_text=_("Who asked, and for which proceeding. Sealed like a story."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say why it must be kept.")},
    )

    class Meta:
        model = LegalHold
        fields = ("until",)
        labels = {"until": _("Until which day?")}
        help_texts = {"until": _("Leave it empty until somebody lifts the hold.")}
        widgets = {"until": forms.DateInput({"type": "date"})}
        error_messages = {"until": {"invalid": _("Write the day as 2026-11-23.")}}

    field_order = ("reason", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = localdate().isoformat()


class ErasureForm(forms.Form):
    """On what ground a person is erased."""

    ground = forms.ChoiceField(
        label=_("Why is this person erased?"),
        choices=Erasure.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class TakeHomeForm(forms.Form):
    """In which language a person takes home what is held, and which documents go along."""

    language = forms.ChoiceField(
        label=_("Which language does the person read?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    documents = forms.MultipleChoiceField(
        label=_("Which documents go along?"),
        help_text=_("All that are about this person alone. Leave out what is about others too."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["documents"]
        field.choices, field.initial = files, [code for code, _title in files]
