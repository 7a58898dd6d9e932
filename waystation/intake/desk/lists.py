"""What the list of contacts shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, day_said, said
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.models import Callback, Contact, Report
from waystation.ui.tables import Column, Row, Table, Tag, TagKind

BEGINS = 80
URGENT: dict[str, TagKind] = {"high": "warning", "danger_now": "danger"}


def urgency_tag(contact: Contact) -> Tag | str:
    """Let only what is urgent stand out."""
    words = said("urgency", contact.urgency)
    return Tag(words, URGENT[contact.urgency]) if contact.urgency in URGENT else words


CONTACTS: Listing[Contact] = Listing(
    _("Contacts"),
    (
        Shown(_("When"), lambda contact: contact.at, "date", "at"),
        Shown(_("Channel"), lambda contact: said("contact_channel", contact.channel)),
        Shown(_("Who called"), lambda contact: said("caller_type", contact.caller_type)),
        Shown(_("Language"), lambda contact: said("language", contact.language)),
        Shown(_("Topic"), lambda contact: said("contact_topic", contact.topic)),
        Shown(_("Outcome"), lambda contact: said("contact_outcome", contact.outcome)),
        Shown(_("Urgency"), urgency_tag),
        Shown(_("Minutes"), lambda contact: contact.minutes, "number", "minutes"),
    ),
    "-at",
)


SHORT = (Column(_("When")), Column(_("Who called")), Column(_("Topic")), Column(_("Outcome")), Column(_("Urgency")))


def today_table(contacts: Iterable[Contact]) -> Table:
    """Return today's contacts, short."""
    return Table(_("Today's contacts"), SHORT, [_short(each) for each in contacts], caption_hidden=True)


def earlier_table(contacts: Iterable[Contact]) -> Table:
    """Return a caller's earlier contacts, short."""
    rows = [Row((day_said(each.at), *_short(each).values[1:]), each.get_absolute_url()) for each in contacts]
    return Table(_("Earlier contacts of this caller"), SHORT, rows, caption_hidden=True)


def callback_table(callbacks: Iterable[Callback], at: datetime) -> Table:
    """Return the calls promised back, the overdue ones marked."""
    columns = (Column(_("Call back")), Column(_("Due")), Column(_("Topic")), Column(_("Take care")))
    return Table(_("Calls to make"), columns, [_call(each, at) for each in callbacks], caption_hidden=True)


def report_table(reports: Iterable[Report]) -> Table:
    """Return reports, each with its first words where the reader's keys open them."""
    columns = (Column(_("Day")), Column(_("State")), Column(_("Begins")), Column(_("Language")), Column(_("Taken by")))
    return Table(_("Reports"), columns, [_report(each) for each in reports], caption_hidden=True)


def _report(report: Report) -> Row:
    begins = shown_text(report, "told", keyring()) if report.record_key else ""
    taken_by = str(report.taken_by) if report.taken_by else ""
    values = (
        day_said(report.arrived_on),
        _state(report),
        Truncator(begins).chars(BEGINS),
        said("language", report.language),
        taken_by,
    )
    return Row(values, report.get_absolute_url())


def _state(report: Report) -> Tag:
    if report.withdrawn_on is not None or report.record_key is None:
        return Tag(_("deleted"))
    if not report.waiting:
        return Tag(_("answered or put away"), "done")
    return Tag(_("waits again"), "warning") if report.taken_by else Tag(_("waits"), "danger")


def safety_of(callback: Callback) -> list[tuple[Any, object]]:
    """Return what whoever calls back has to know before dialling."""
    keys = keyring()
    return [
        (_("Telephone number"), shown_text(callback, "phone", keys) or None),
        (_("When and how it is safe"), shown_text(callback, "safe_times", keys) or None),
        (_("Messages"), _warning(callback.never_leave_a_message, _("never leave a message"), _("may be left"))),
        (
            _("Others who answer"),
            _warning(callback.speak_to_nobody_else, _("speak to nobody else"), _("may be spoken to")),
        ),
        (_("Promised for"), callback.due_at),
    ]


def _warning(careful: bool, so: Any, otherwise: Any) -> Tag | Any:
    return Tag(so, "danger") if careful else otherwise


def _call(callback: Callback, at: datetime) -> Row:
    when = date_format(localtime(callback.due_at), "j.n.Y H:i")
    late = Tag(_("overdue"), "danger") if callback.due_at <= at else Tag(_("to come"), "info")
    care = _("no message, nobody else") if callback.never_leave_a_message else ""
    topic = said("contact_topic", callback.contact.topic)
    return Row((when, late, topic, care), reverse("desk:callback", args=[callback.code]))


def _short(contact: Contact) -> Row:
    who = said("empty_call", contact.empty_call) or said("caller_type", contact.caller_type)
    texts = (who, said("contact_topic", contact.topic), said("contact_outcome", contact.outcome), urgency_tag(contact))
    return Row((date_format(localtime(contact.at), "H:i"), *texts), contact.get_absolute_url())
