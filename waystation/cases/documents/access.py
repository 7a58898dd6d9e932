"""The only way for a request to obtain documents: whoever may not see the case or the person is answered 404."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from waystation.cases.access import cases_for, people_for, through
from waystation.cases.documents.kinds import SHOWABLE, Kind
from waystation.cases.documents.models import Document, DocumentQuerySet
from waystation.cases.models import Case, Person
from waystation.core import audit
from waystation.core.models import User
from waystation.core.sealing.envelope import CannotOpen, Key
from waystation.core.sealing.records import key_of, open_text
from waystation.core.sealing.vaults import Keyring


@dataclass(frozen=True)
class Opened:
    """A document as its reader sees it. `pages` counts what can be drawn; 0 says that nothing can."""

    document: Document
    title: str
    file_name: str
    kind: Kind
    pages: int

    @property
    def is_text(self) -> bool:
        return self.kind == Kind.TEXT

    @property
    def is_shown(self) -> bool:
        return self.kind in SHOWABLE and (self.is_text or self.pages > 0)


def documents_for(user: User) -> DocumentQuerySet:
    """Return the documents of the cases and people this person may see, removed ones too."""
    return Document.objects.visible_to(user).select_related("added_by", "case", "person")


def holder_for(user: User, kind: str, code: UUID) -> Case | Person:
    """Return the case or the person that a document is to belong to; 404 for whoever may not see it."""
    if kind == "case":
        return get_object_or_404(cases_for(user), code=code)
    return get_object_or_404(people_for(user), code=code)


def documents_of(user: User, holder: Case | Person) -> DocumentQuerySet:
    """Return what belongs to the case; or to the person and to none of the cases."""
    among = {"case": holder} if isinstance(holder, Case) else {"case": None, "person": holder}
    return documents_for(user).filter(**among)


@transaction.atomic
def open_list(user: User, kind: str, code: UUID) -> tuple[Case | Person, DocumentQuerySet]:
    """Return a case or a person with what belongs to it. Audited as `list.opened`."""
    holder = holder_for(user, kind, code)
    documents = documents_of(user, holder)
    audit.record("list.opened", by=user, on=holder, records="documents", count=documents.kept().count())
    return holder, documents


def kept_for(user: User, code: UUID) -> Document:
    """Return a document to be changed, which its change writes down; 404 for whoever may not see its case."""
    return get_object_or_404(documents_for(user).kept(), code=code)


def removed_for(user: User, code: UUID) -> Document:
    """Return a removed document that can still be put back."""
    return get_object_or_404(documents_for(user).removed(), code=code)


@transaction.atomic
def document_for(user: User, code: UUID, *, doing: str = "document.opened", **codes: int) -> Document:
    """Return the document; 404 when its case is not this person's to see, or it was removed.

    Audited as `document.opened`, or as what is done with it where that is said.
    """
    document = kept_for(user, code)
    glass = through(user, [document.case] if document.case else document.person.cases.all())
    audit.record(doing, on=document, by=user, **codes, **glass)
    return document


def opened(document: Document, keyring: Keyring) -> Opened:
    """Open what the document is called and what it is; CannotOpen for whoever holds no key to it."""
    title, name, kind, pages = (
        open_text(document, column, keyring) for column in ("title", "file_name", "kind", "pages")
    )
    return Opened(document, title or name, name, Kind(kind or Kind.OTHER), int(pages or 0))


def opened_each(documents: Iterable[Document], keyring: Keyring) -> list[Opened | Document]:
    """Open each of several; one that cannot be opened stays as it is stored."""
    return [_opened_or_not(document, keyring) for document in documents]


def _opened_or_not(document: Document, keyring: Keyring) -> Opened | Document:
    try:
        return opened(document, keyring)
    except CannotOpen:
        return document


def key_for(document: Document, keyring: Keyring) -> Key:
    """Return the key of the document's file; CannotOpen where it was destroyed or is not this person's."""
    if document.record_key is None:
        raise CannotOpen("The key of this document is gone, and the document with it.")
    return key_of(document, keyring)


def page_or_404(document: Opened, page: int) -> int:
    """Return the page when the document has it."""
    if document.is_text or not 1 <= page <= document.pages:
        raise Http404
    return page
