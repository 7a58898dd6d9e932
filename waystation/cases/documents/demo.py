"""Invents a few documents for the demonstration, on the newest open cases."""

from collections.abc import Iterator
from typing import NamedTuple

from waystation.cases.documents import files, invented_papers
from waystation.cases.documents.models import Document
from waystation.cases.models import Case
from waystation.core.invention import World
from waystation.core.sealing.records import key_of, seal_texts


class Paper(NamedTuple):
    """One paper as it is attached; `of_case` says whether it belongs to the case or to the person alone."""

    name: str
    title: str
    pages: str
    content: bytes
    of_case: bool


ORDER = 15
CASES = 2
PAPERS = (
    ("identity.jpg", "Страница од исправа (измислена)", "1", invented_papers.identity_page, False),
    ("scan-0001.jpg", "Упат од дежурната служба (измислен)", "1", invented_papers.referral, True),
    ("letter.pdf", "Писмо од училиштето (измислено)", "2", invented_papers.letter, True),
    ("note.txt", "Белешка по разговор (измислена)", "", invented_papers.note, True),
)


def invent(world: World) -> None:
    """Give the newest open cases their papers; how many pages each has is known, so nothing is drawn for it."""
    newest = Case.objects.filter(organisation=world.organisation).open().order_by("-opened_on", "pk")
    drawn = [Paper(name, title, pages, draw(), of_case) for name, title, pages, draw, of_case in PAPERS]
    for case in newest.select_related("person")[:CASES]:
        Document.objects.bulk_create(_papers(world, case, drawn))


def _papers(world: World, case: Case, drawn: list[Paper]) -> Iterator[Document]:
    for name, title, pages, content, of_case in drawn:
        document = Document(organisation=world.organisation, person=case.person, case=case if of_case else None)
        key = key_of(document, world.keyring)
        document.parts, kind = files.keep(document.code, [content], key)
        document.added_by = world.users["caseworker"]
        texts = {"file_name": name, "title": title, "kind": kind.value, "pages": pages}
        seal_texts(document, texts, world.keyring)
        yield document
