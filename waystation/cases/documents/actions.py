"""Every change to documents."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.cases.documents import files, sandbox
from waystation.cases.documents.kinds import Kind
from waystation.cases.documents.models import Document
from waystation.cases.models import Case, Person
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.retention.actions import shredding
from waystation.core.sealing.envelope import Key
from waystation.core.sealing.records import key_of, seal_texts
from waystation.core.sealing.staff import keyring

NAME_LENGTH = 200


def attach(holder: Case | Person, pieces: Iterable[bytes], *, name: str, title: str = "", by: User) -> Document:
    """Seal a file as it streams in, and only then write its record. Audited as `document.added`.

    Refused for an empty file, for one that is too long, and where the vault is locked. A process killed at any
    moment leaves no half document: at most a sealed file that no record names, which is swept away.
    """
    ring = keyring()
    if not ring.holds(Document.VAULT):
        raise ActionRefused(_("Your key does not open this vault, so nothing can be sealed into it. Sign in again."))
    case = holder if isinstance(holder, Case) else None
    person = holder.person if isinstance(holder, Case) else holder
    document = Document(code=uuid.uuid4(), organisation=holder.organisation, person=person, case=case)
    key = key_of(document, ring)
    clear_up()
    try:
        document.parts, kind = _kept(document.code, pieces, key)
        document.added_by = by
        seal_texts(document, _texts(document.code, key, kind, name, title), ring)
        with transaction.atomic():
            document.save()
            audit.record("document.added", on=document, by=by, case=_code(case), person=_code(person))
    except BaseException:
        files.forget(document.code)
        raise
    return document


def _kept(code: uuid.UUID, pieces: Iterable[bytes], key: Key) -> tuple[int, Kind]:
    try:
        return files.keep(code, pieces, key)
    except files.NothingInIt as empty:
        raise ActionRefused(_("The file is empty. Choose another one.")) from empty
    except files.TooLong as too_long:
        most = files.MOST_BYTES // 2**20
        raise ActionRefused(
            _("A file may have up to %(most)d MB. Divide it into several.") % {"most": most}
        ) from too_long


def _texts(code: uuid.UUID, key: Key, kind: Kind, name: str, title: str) -> dict[str, str]:
    pages = 0
    if sandbox.can_draw(kind):
        with suppress(sandbox.CannotShow, sandbox.Busy):
            pages = sandbox.count(code, key, kind)
    cleaned = PurePath(name.replace("\\", "/")).name[:NAME_LENGTH]
    return {"title": title.strip()[:NAME_LENGTH], "file_name": cleaned, "kind": kind.value, "pages": str(pages or "")}


def _code(record: Case | Person | None) -> str:
    return str(record.code) if record is not None else ""


@transaction.atomic
def remove(document: Document, *, by: User) -> Document:
    """Take the document away; for some days it can be put back. Audited as `document.removed`."""
    document = _locked(document)
    if document.removed_at is None:
        document.removed_at = now()
        document.save(update_fields=["removed_at"])
        audit.record("document.removed", on=document, by=by)
    return document


@transaction.atomic
def put_back(document: Document, *, by: User) -> Document:
    """Undo the removal. Refused once the document was destroyed. Audited as `document.put_back`."""
    document = _locked(document)
    if document.destroyed_at is not None:
        raise ActionRefused(_("This document was destroyed, and its key with it. It cannot be put back."))
    if document.removed_at is not None:
        document.removed_at = None
        document.save(update_fields=["removed_at"])
        audit.record("document.put_back", on=document, by=by)
    return document


@transaction.atomic
def destroy(document: Document, *, by: User | None) -> None:
    """Destroy the document's key, then its texts and its file: nobody opens it again, not from an old backup's file.

    What stays is that there was a document. Audited as `document.destroyed`.
    """
    document = _locked(document)
    if document.destroyed_at is not None:
        return
    shredding.doom(shredding.slots_of([document]))
    document.record_key = document.title = document.file_name = document.kind = document.pages = None
    document.destroyed_at = now()
    document.removed_at = document.removed_at or document.destroyed_at
    document.save()
    audit.record("document.destroyed", on=document, by=by)
    code = document.code
    transaction.on_commit(lambda: files.forget(code))
    shredding.shred_after_commit()


def clear_up() -> None:
    """Destroy what was removed long enough ago, and sweep away what killed processes left behind."""
    for document in Document.objects.due():
        destroy(document, by=None)
    living = Document.objects.filter(destroyed_at=None).values_list("code", flat=True)
    files.sweep(str(code) for code in living)


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update().get(pk=document.pk)
