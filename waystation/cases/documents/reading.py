"""Reads a text document for its page: as much as fits a page, as letters and nothing else."""

from waystation.cases.documents import files
from waystation.cases.documents.kinds import HEAD_BYTES, encoding_of
from waystation.cases.documents.models import Document
from waystation.core.sealing.envelope import Key

MOST_BYTES = 200_000


def text_of(document: Document, key: Key) -> tuple[str, bool]:
    """Return the text, and whether it goes on after that."""
    read = bytearray()
    for piece in files.opened(document.code, key):
        read += piece
        if len(read) > MOST_BYTES:
            break
    encoding = _encoding(bytes(read))
    return bytes(read[:MOST_BYTES]).decode(encoding, "replace").replace("\0", ""), len(read) > MOST_BYTES


def text_encoding(document: Document, key: Key) -> str:
    """Return how the text is written, by its beginning."""
    return _encoding(next(files.opened(document.code, key), b""))


def _encoding(beginning: bytes) -> str:
    return encoding_of(beginning[:HEAD_BYTES]) or "utf-8"
