"""Says the trail in words: as a table, as a file, and as the sheet a person may take home."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.core.models import AuditEntry, User
from waystation.core.trail.access import sees_all
from waystation.core.trail.tracing import trails
from waystation.ui.tables import Column, Link, Row, Table

READING = ("record.opened", "list.opened", "document.opened")
LEAVING = (
    "records.exported",
    "person.exported",
    "document.exported",
    "document.printed",
    "figures.exported",
    "trail.exported",
)
LOOKING_BACK = ("trail.opened",)
SAID: dict[str, str | Promise] = {
    "record.opened": gettext_lazy("Opened the record"),
    "list.opened": gettext_lazy("Looked at a list"),
    "records.exported": gettext_lazy("Took records out as a file"),
    "figures.exported": gettext_lazy("Took a table of figures out as a file"),
    "trail.opened": gettext_lazy("Looked at who did what"),
    "trail.exported": gettext_lazy("Took the list of who did what out as a file"),
    "person.recorded": gettext_lazy("Recorded the person"),
    "person.exported": gettext_lazy("Took out everything held about the person"),
    "person.erased": gettext_lazy("Erased the person"),
    "record.purged": gettext_lazy("Destroyed the sealed texts, whose time was over"),
    "record.erased_again": gettext_lazy("Emptied again after a restore"),
    "case.opened": gettext_lazy("Opened a new case"),
    "case.closed": gettext_lazy("Closed the case"),
    "case.decided": gettext_lazy("Recorded a decision about identification"),
    "case.shared": gettext_lazy("Let a colleague see the case"),
    "case.share_ended": gettext_lazy("Ended that somebody may see the case"),
    "case.shared_with_guest": gettext_lazy("Shared the case with a guest"),
    "case.sealed": gettext_lazy("Sealed the case"),
    "case.unsealed": gettext_lazy("Took the seal of the case away"),
    "schedule.looked": gettext_lazy("Looked whose time is over"),
    "words.guarded": gettext_lazy("Put words on the list of what must never leave"),
    "words.changed": gettext_lazy("Changed words on the list of what must never leave"),
    "words.taken_off": gettext_lazy("Took words off the list of what must never leave"),
    "words.marked_again": gettext_lazy("Marked words that must never leave again"),
    "outlet.stopped": gettext_lazy("Was stopped from taking out what must never leave"),
    "glass.broken": gettext_lazy("Broke the glass"),
    "glass.refused": gettext_lazy("Tried the number of a case that is not there"),
    "glass.seen": gettext_lazy("Looked at a broken glass"),
    "consent.recorded": gettext_lazy("Recorded an answer about consent"),
    "service.given": gettext_lazy("Recorded a service"),
    "document.added": gettext_lazy("Added a document"),
    "document.opened": gettext_lazy("Opened the document"),
    "document.printed": gettext_lazy("Opened the document for printing"),
    "document.exported": gettext_lazy("Took the original document out as a file"),
    "document.removed": gettext_lazy("Removed the document"),
    "document.put_back": gettext_lazy("Put the document back"),
    "document.destroyed": gettext_lazy("Destroyed the document and its key"),
    "contact.recorded": gettext_lazy("Recorded the contact"),
    "stay.begun": gettext_lazy("Recorded the arrival"),
    "stay.ended": gettext_lazy("Recorded the departure"),
    "screening.recorded": gettext_lazy("Recorded the screening"),
    "activity.recorded": gettext_lazy("Recorded the activity"),
    "test.recorded": gettext_lazy("Recorded the test"),
    "staff.signed_in": gettext_lazy("Signed in"),
    "staff.signed_out": gettext_lazy("Signed out"),
    "second_factor.added": gettext_lazy("Set up a second factor"),
    "second_factor.reset": gettext_lazy("Took the second factor away"),
    "second_factor.removed": gettext_lazy("Gave up a second factor"),
    "recovery_codes.made": gettext_lazy("Made recovery codes"),
    "recovery_code.used": gettext_lazy("Used a recovery code"),
    "invitation.made": gettext_lazy("Invited somebody"),
    "invitation.withdrawn": gettext_lazy("Withdrew an invitation"),
    "invitation.used": gettext_lazy("Came in by an invitation"),
    "member.role_changed": gettext_lazy("Gave somebody another role"),
    "member.programmes_named": gettext_lazy("Named somebody's programmes"),
    "team.made": gettext_lazy("Made a team"),
    "team.renamed": gettext_lazy("Renamed a team"),
    "team.joined": gettext_lazy("Let somebody into a team"),
    "team.left": gettext_lazy("Took somebody out of a team"),
    "team.dissolved": gettext_lazy("Dissolved a team"),
    "leave.noted": gettext_lazy("Noted a leave"),
    "leave.ended": gettext_lazy("Ended a leave"),
    "member.left": gettext_lazy("Closed an account"),
    "case.handed_over": gettext_lazy("Handed the case over"),
    "sessions.ended": gettext_lazy("Ended sessions"),
    "staff.language_chosen": gettext_lazy("Chose a language"),
    "member.added": gettext_lazy("Added a member of staff"),
    "organisation.created": gettext_lazy("Created the organisation"),
}
STEPS = {"import": gettext_lazy("Worked on an import"), "release": gettext_lazy("Worked on a release")}


def said(action: str) -> str:
    """Say what was done; an action without words of its own shows its code."""
    return str(SAID.get(action) or STEPS.get(action.partition(".")[0]) or action)


def who(entry: AuditEntry) -> str:
    return entry.by.display_name if entry.by else _("The computer itself")


def table(entries: Iterable[AuditEntry], caption: str, user: User, *, by: bool = True, on: bool = True) -> Table:
    """Return the entries as a table, without the column that says the same in every row."""
    columns = [Column(_("When"), "date"), *([Column(_("Who"))] if by else []), Column(_("What"))]
    columns += [*([Column(_("Record"))] if on else []), Column(_("Codes"))]
    rows = []
    for entry in entries:
        middle = [*([_person(entry, user)] if by else []), said(entry.action), *([_record(entry, user)] if on else [])]
        rows.append(Row([entry.at, *middle, _codes(entry)]))
    return Table(caption, columns, rows, caption_hidden=True)


def counts(done: Iterable[tuple[str, int, datetime]]) -> Table:
    """Return how often each thing was done, without any record."""
    columns = [Column(_("What")), Column(_("Code")), Column(_("Times"), "number"), Column(_("Last"), "date")]
    rows = [Row([said(action), action, times, localdate(last)]) for action, times, last in done]
    return Table(_("How often each thing was done"), columns, rows, caption_hidden=True)


def lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Yield the entries as CSV, each with its number and its MAC, so that a file can be compared with the chain."""
    yield _line(["number", "at", "by", "action", "on_kind", "on_code", "details", "mac"])
    for entry in entries:
        by = str(entry.by.code) if entry.by else ""
        details = json.dumps(entry.details, sort_keys=True)
        on = (entry.on_kind, entry.on_code)
        yield _line([entry.number, entry.at.isoformat(), by, entry.action, *on, details, entry.mac])


def sheet(entries: Iterable[AuditEntry]) -> Table:
    """Return the person's own sheet: each day, what kind of colleague did what, and how often; nobody by name."""
    done: Counter[tuple[date, str, str]] = Counter()
    for entry in entries:
        role = entry.by.get_role_display() if entry.by else _("The computer itself")
        done[localdate(entry.at), role, _plain(entry.action)] += 1
    columns = [Column(_("Day"), "date"), Column(_("Who")), Column(_("What")), Column(_("Times"), "number")]
    rows = [Row([day, role, what, times]) for (day, role, what), times in done.items()]
    return Table(_("Day by day"), columns, rows, caption_hidden=True)


def _plain(action: str) -> str:
    if action in READING:
        return _("Looked at your records")
    if action in LOOKING_BACK:
        return _("Looked at this list")
    return _("Took a copy out as a file") if action in LEAVING else _("Wrote something down")


def _person(entry: AuditEntry, user: User) -> str | Link:
    if entry.by is None or not (sees_all(user) or entry.by == user):
        return who(entry)
    return Link(who(entry), reverse("core:audit_member", args=[entry.by.code]))


def _record(entry: AuditEntry, user: User) -> str | Link:
    trail = trails().get(entry.on_kind)
    if trail is None:
        return ""
    if not user.may(trail.right):
        return str(trail.label)
    name = f"{trail.label} {entry.on_code[:8]}"
    return Link(name, reverse("core:audit_record", args=[entry.on_kind, entry.on_code]))


def _codes(entry: AuditEntry) -> str:
    said_with = [f"{name} {code}" for name, code in entry.details.items() if code not in {None, ""}]
    return " · ".join([entry.action, *said_with])


def _line(cells: list[object]) -> str:
    target = io.StringIO()
    csv.writer(target).writerow(["" if cell is None else cell for cell in cells])
    return target.getvalue()
