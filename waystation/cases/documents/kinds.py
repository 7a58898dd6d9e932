"""What a file is, by its first bytes: its name and what the browser says of it are not asked."""

import codecs
from collections.abc import Callable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD_BYTES = 4096
ASKED_FIRST = 1024  # a PDF may begin a little later


class Kind(StrEnum):
    IMAGE = "image"
    PDF = "pdf"
    TEXT = "text"
    OFFICE = "office"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "other"


SAID: dict[Kind, str | Promise] = {
    Kind.IMAGE: _("Image"),
    Kind.PDF: _("PDF"),
    Kind.TEXT: _("Text"),
    Kind.OFFICE: _("Office document"),
    Kind.AUDIO: _("Sound"),
    Kind.VIDEO: _("Video"),
    Kind.OTHER: _("Other file"),
}
SHOWABLE = {Kind.IMAGE, Kind.PDF, Kind.TEXT}
STARTS: tuple[tuple[Kind, bytes], ...] = (
    (Kind.IMAGE, b"\xff\xd8\xff"),
    (Kind.IMAGE, b"\x89PNG\r\n\x1a\n"),
    (Kind.IMAGE, b"GIF87a"),
    (Kind.IMAGE, b"GIF89a"),
    (Kind.IMAGE, b"II*\0"),
    (Kind.IMAGE, b"MM\0*"),
    (Kind.OFFICE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    (Kind.OFFICE, b"{\\rtf"),
    (Kind.AUDIO, b"ID3"),
    (Kind.AUDIO, b"\xff\xfb"),
    (Kind.AUDIO, b"OggS"),
    (Kind.AUDIO, b"fLaC"),
    (Kind.AUDIO, b"#!AMR"),
    (Kind.VIDEO, b"\x1a\x45\xdf\xa3"),
)
IN_RIFF = {b"WEBP": Kind.IMAGE, b"WAVE": Kind.AUDIO, b"AVI ": Kind.VIDEO}
OFFICE_NAMES = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument", b"word/", b"xl/", b"ppt/")
SOUND_BRANDS = (b"M4A ", b"M4B ")
STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def kind_of(head: bytes) -> Kind:
    """Return what a file that begins like this is; OTHER for what is not known."""
    by_start = next((kind for kind, start in STARTS if head.startswith(start)), None)
    return by_start or next((kind for tell in TELLS if (kind := tell(head))), Kind.OTHER)


def _riff(head: bytes) -> Kind | None:
    return IN_RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _boxed(head: bytes) -> Kind | None:
    """Know films, sounds and telephone photographs that share one container."""
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    return Kind.AUDIO if brand in SOUND_BRANDS else Kind.IMAGE if brand in STILL_BRANDS else Kind.VIDEO


def _zipped(head: bytes) -> Kind | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    return Kind.OFFICE if any(name in head for name in OFFICE_NAMES) else Kind.OTHER


def _pdf(head: bytes) -> Kind | None:
    return Kind.PDF if b"%PDF-" in head[:ASKED_FIRST] else None


def _text(head: bytes) -> Kind | None:
    return Kind.TEXT if head and encoding_of(head) else None


TELLS: tuple[Callable[[bytes], Kind | None], ...] = (_riff, _boxed, _zipped, _pdf, _text)
CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\x1b")


def encoding_of(head: bytes) -> str:
    """Return how the text is written; empty for what is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if CONTROLS & set(head):
        return ""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD_BYTES)
    except UnicodeDecodeError:
        return "windows-1251" if _cyrillic(head) else ""
    return "utf-8"


def _cyrillic(head: bytes) -> bool:
    """Say whether most signs are letters, read as an old Cyrillic file."""
    letters = sum(sign.isalpha() or sign.isspace() for sign in head.decode("windows-1251", "replace"))
    return letters > len(head) * 0.7
