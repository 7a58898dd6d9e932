"""Questions that narrow the trail."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waystation.core.models.audit import AuditEntryQuerySet
from waystation.core.trail.showing import LEAVING, LOOKING_BACK, READING

NOT_WRITING = Q(action__in=[*READING, *LEAVING, *LOOKING_BACK]) | Q(action__startswith="staff.")
KINDS = {
    "read": Q(action__in=READING),
    "written": ~NOT_WRITING,
    "taken": Q(action__in=LEAVING),
    "signed": Q(action__startswith="staff."),
}
CHOICES = (
    ("", _("All")),
    ("read", _("Read")),
    ("written", _("Written or changed")),
    ("taken", _("Taken out as a file")),
    ("signed", _("Signed in or out")),
)


class TrailFilters(forms.Form):
    """What was done, and between which days; an answer that cannot be understood narrows nothing."""

    what = forms.ChoiceField(label=_("What was done"), choices=CHOICES, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def narrow(self, entries: AuditEntryQuerySet) -> AuditEntryQuerySet:
        """Return the entries that fit."""
        self.is_valid()
        answers = self.cleaned_data
        if answers.get("what"):
            entries = entries.filter(KINDS[answers["what"]])
        if answers.get("since"):
            entries = entries.filter(at__date__gte=answers["since"])
        return entries.filter(at__date__lte=answers["until"]) if answers.get("until") else entries
