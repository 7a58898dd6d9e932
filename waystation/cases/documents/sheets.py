"""What pages say of documents: lists as tables, one document as facts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waystation.cases.documents.access import Opened, opened_each
from waystation.cases.documents.kinds import SAID, Kind
from waystation.cases.documents.models import Document
from waystation.cases.documents.redrawing import can_draw_pdf
from waystation.cases.models import Case, Person
from waystation.cases.names import open_name
from waystation.core.sealing.streams import PADDED_PART_BYTES
from waystation.core.sealing.vaults import Keyring
from waystation.ui.tables import Column, Row, Table

KB, MB = 1024, 1024 * 1024


def size_said(parts: int) -> str:
    """Say the size class: nothing here knows the exact size."""
    size = parts * PADDED_PART_BYTES
    said = f"{size // KB} KB" if size < MB else f"{size / MB:.10g} MB"
    return _("up to %(size)s") % {"size": said}


def address_of(holder: Case | Person) -> str:
    """Return where documents are added to a case or a person."""
    return reverse("documents:of_case" if isinstance(holder, Case) else "documents:of_person", args=[holder.code])


def name_of(holder: Case | Person, keyring: Keyring) -> str:
    """Return what the case or the person is called on its own page."""
    person = holder.person if isinstance(holder, Case) else holder
    name = open_name(person, keyring) or _("Name not given")
    return _("Case of %(name)s") % {"name": name} if isinstance(holder, Case) else name


def trail_of(holder: Case | Person, keyring: Keyring) -> list[tuple[str, str]]:
    """Return the way from the list of cases or people down to this one."""
    up = (reverse("cases:cases"), _("Cases")) if isinstance(holder, Case) else (reverse("cases:people"), _("People"))
    return [up, (holder.get_absolute_url(), name_of(holder, keyring))]


def day_of(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def table_of(documents: Iterable[Document], keyring: Keyring) -> Table:
    """Return the documents as a table, the newest first."""
    columns = [Column(_("Document")), Column(_("Kind")), Column(_("Size")), Column(_("Added"), "date"), Column(_("By"))]
    rows = [_row(each) for each in opened_each(documents, keyring)]
    return Table(_("Documents"), columns, rows, caption_hidden=True)


def _row(each: Opened | Document) -> Row:
    document = each.document if isinstance(each, Opened) else each
    title = each.title if isinstance(each, Opened) else _("locked for you")
    kind = SAID[each.kind] if isinstance(each, Opened) else ""
    by = document.added_by.display_name if document.added_by else ""
    return Row([title, kind, size_said(document.parts), document.added_at, by], document.get_absolute_url())


def removed_of(documents: Iterable[Document], keyring: Keyring) -> list[dict[str, Any]]:
    """Return what was removed and can be put back: its title, the last day for it, and its code."""
    return [
        {
            "title": each.title if isinstance(each, Opened) else _("locked for you"),
            "until": (each.document if isinstance(each, Opened) else each).undo_until,
            "code": (each.document if isinstance(each, Opened) else each).code,
        }
        for each in opened_each(documents, keyring)
    ]


def facts_of(found: Opened) -> list[tuple[str, object]]:
    """Return what is known of one document."""
    document = found.document
    return [
        (_("Kind"), SAID[found.kind]),
        (_("Name of the file"), found.file_name),
        (_("Size"), size_said(document.parts)),
        (_("Added"), document.added_at),
        (_("By"), document.added_by.display_name if document.added_by else None),
    ]


def why_not_shown(kind: Kind) -> str:
    """Say why there is no copy to look at, and what can be done."""
    if kind == Kind.PDF and not can_draw_pdf():
        return _("This machine cannot draw PDFs: whoever runs it can install poppler-utils. The original is kept.")
    if kind in {Kind.IMAGE, Kind.PDF}:
        return _("This file cannot be shown: it is damaged, locked or far too large. The original is kept as it came.")
    return _("Files of this kind are not shown here. Take the original out to open it in another program.")
