"""Questions that narrow the list of activities."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waystation.cases.filters import Filters, code_filter
from waystation.core.search.finding import answers
from waystation.programmes.prevention.models import Activity


class ActivityFilters(Filters):
    YEAR_OF = "held_on"
    kind = code_filter("activity_kind", _("Kind"))
    audience = code_filter("audience", _("Audience"))
    region = code_filter("region", _("Region"))


class ActivitySearch(forms.Form):
    """Words of a title or a town, in any script."""

    q = forms.CharField(required=False, max_length=100)

    def narrow(self, activities: QuerySet[Activity]) -> QuerySet[Activity]:
        """Return the activities that answer every word; no words narrow nothing."""
        self.is_valid()
        words = self.cleaned_data.get("q", "")
        if not words:
            return activities
        rows = activities.values_list("pk", "title", "town")
        return activities.filter(pk__in=[pk for pk, title, town in rows if answers(words, f"{title} {town}")])
