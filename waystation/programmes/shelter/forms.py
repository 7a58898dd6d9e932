"""Questions that narrow the list of stays, and the night to look at."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from waystation.cases.filters import Filters, Record
from waystation.ui.widgets import DayInput


class StayFilters(Filters):
    YEAR_OF = "arrived_on"
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=(("", _("All")), ("here", _("Here now")), ("ended", _("Ended")))
    )

    def narrow_by(self, name: str, answer: Any, records: QuerySet[Record]) -> QuerySet[Record]:
        if name != "state":
            return super().narrow_by(name, answer, records)
        return records.filter(Q(left_on=None) if answer == "here" else Q(left_on__isnull=False))


class NightForm(forms.Form):
    """Ask which night to look at; `otherwise` unless somebody says."""

    night = forms.DateField(label=_("Night that begins on"), required=False, widget=DayInput())

    def chosen(self, *, otherwise: date) -> date:
        self.is_valid()
        chosen: date | None = self.cleaned_data.get("night")
        return chosen or otherwise
