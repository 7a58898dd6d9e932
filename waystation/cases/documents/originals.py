"""The documents of a person, as the person takes them home."""

from collections.abc import Iterator
from functools import partial

from waystation.cases.documents import files
from waystation.cases.documents.access import documents_for, key_for, opened
from waystation.cases.documents.reading import text_encoding
from waystation.cases.models import Person
from waystation.core.models import User
from waystation.core.retention.along import Original
from waystation.core.sealing.vaults import Keyring


def originals_of(person: Person, ring: Keyring, by: User) -> Iterator[Original]:
    """Yield what is kept about the person and in their cases; what was removed is not among it."""
    for document in documents_for(by).kept().filter(person=person).order_by("added_at", "pk"):
        found, key = opened(document, ring), key_for(document, ring)
        encoding = text_encoding(document, key) if found.is_text else ""
        yield Original(document, found.title, found.file_name, encoding, partial(files.opened, document.code, key))
