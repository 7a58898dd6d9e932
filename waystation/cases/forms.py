"""Questions that narrow the lists of people and cases."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from waystation.cases.filters import Filters, Record, code_filter

QUIET_DAYS = 30
STATES = (
    ("", _("All")),
    ("open", _("Open")),
    ("quiet", _("Open, no service for 30 days")),
    ("closed", _("Closed")),
)


class PeopleFilters(Filters):
    YEAR_OF = "first_assisted_on"
    sex = code_filter("sex", _("Sex"))
    child_adult = code_filter("child_adult", _("Child or adult"))
    citizenship_group = code_filter("citizenship_group", _("Citizenship"))
    region = code_filter("region", _("Region"))
    newest_status = code_filter("identification_status", _("Identification"))


class WorkFilters(Filters):
    YEAR_OF = "opened_on"
    STATES = (
        ("", _("All")),
        ("open", _("Open")),
        ("quiet", _("Open, no service for 30 days")),
        ("closed", _("Closed")),
    )

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    programme = code_filter("programme", _("Programme"))
    newest_status = code_filter("identification_status", _("Identification"))

    def narrow_by(self, name: str, answer: Any, records: QuerySet[Record]) -> QuerySet[Record]:
        if name != "state":
            return super().narrow_by(name, answer, records)
        states = {"open": Q(closed_on=None), "closed": Q(closed_on__isnull=False), "quiet": quiet()}
        return records.filter(states[answer])


class CaseFilters(WorkFilters):
    programme = code_filter("programme", _("Programme"))


def quiet() -> Q:
    """Describe the open cases in which nothing was given for a month."""
    since = localdate() - timedelta(days=QUIET_DAYS)
    unserved = Q(last_service_on=None, opened_on__lt=since) | Q(last_service_on__lt=since)
    return Q(closed_on=None) & unserved
