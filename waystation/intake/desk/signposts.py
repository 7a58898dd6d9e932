"""The SOS line in the menu, and the calls that were promised back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem, Waiting
from waystation.core.trail.tracing import Trail
from waystation.intake.desk.access import callbacks_for, contacts_for, drafts_for, reports_for

RECENT = timedelta(days=7)
MENU = (
    MenuItem(_("SOS line"), "desk:desk", Right.ANSWER_LINE, 20, Kind.CONTACTS),
    MenuItem(_("Contacts"), "desk:contacts", Right.READ_RECORDS, 21, Kind.CONTACTS),
)

TRAILS = (
    Trail("desk.contact", _("Contact"), person="case__person"),
    Trail("desk.assessment", _("Screening"), person="contact__case__person"),
    Trail("desk.report", _("Report"), person="contact__case__person"),
    Trail("desk.callback", _("Call back"), person="contact__case__person"),
)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield reports and calls that are due, calls promised back in the last week, and what the user began to write."""
    if user.may(Right.ANSWER_LINE):
        yield from _at_the_desk(user)
    if user.may(Right.READ_RECORDS):
        promised = contacts_for(user).filter(outcome="callback_agreed", at__gte=now() - RECENT)
        count = promised.count()
        if count:
            label = ngettext("call promised back this week", "calls promised back this week", count)
            urgent = promised.filter(urgency__in=["high", "danger_now"]).exists()
            yield Waiting(label, f"{reverse('desk:contacts')}?outcome=callback_agreed", count, urgent)


def _at_the_desk(user: Any) -> Iterator[Waiting]:
    due = callbacks_for(user).due(now()).count()
    if due:
        yield Waiting(ngettext("call to make now", "calls to make now", due), reverse("desk:desk"), due, urgent=True)
    reports = reports_for(user).waiting().count()
    if reports:
        label = ngettext("report that waits", "reports that wait", reports)
        yield Waiting(label, reverse("desk:desk"), reports, urgent=True)
    drafts = drafts_for(user).count()
    if drafts:
        yield Waiting(ngettext("contact to finish", "contacts to finish", drafts), reverse("desk:desk"), drafts)
