"""Finds out what a file is from its bytes: never from its name alone."""

import codecs
import gzip
import zlib
from collections import Counter
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import in_words, limits

FileKind = Literal["csv", "csv.gz", "xlsx"]
SAMPLE = 256 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DELIMITERS = ",;\t|"
TEXT_CONTROLS = frozenset("\t\n\r\x0b\x0c\x1a")


def check_size(path: Path) -> None:
    """Refuse what is too large from its size alone, before a byte is read."""
    size = path.stat().st_size
    if size > limits().file_bytes:
        raise CannotRead(
            _("The file has %(size)s; files up to %(limit)s can be imported. Divide it into several files.")
            % {"size": in_words(size), "limit": in_words(limits().file_bytes)}
        )
    if size == 0:
        raise CannotRead(_("The file is empty. Choose a file with a row of column names and rows below it."))


def kind_of(path: Path) -> FileKind:
    """Return what the file is; CannotRead says why it is none of the kinds that can be read."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"PK"):
        raise CannotRead(_("This workbook is empty or damaged. Save it again as XLSX or CSV."))
    if start.startswith(OLE):
        raise CannotRead(
            _("This is an old Excel file (XLS) or one locked with a password. Remove the password and save it as XLSX.")
        )
    if start.startswith(b"\x1f\x8b"):
        return "csv.gz"
    return "csv"


def sample(path: Path, kind: FileKind) -> bytes:
    """Return the first bytes of the text."""
    try:
        with gzip.open(path) if kind == "csv.gz" else path.open("rb") as file:
            return file.read(SAMPLE)
    except (OSError, EOFError, zlib.error) as damage:
        raise CannotRead(_("The compressed file is damaged. Pack it again, or upload it unpacked.")) from damage


def encoding_of(start: bytes) -> str:
    """Return the encoding of a text from its first bytes; CannotRead when it is no text."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _believed(start, "utf-16")
    if b"\x00" in start:
        return _believed(start, _wide(start))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return _believed(start, "windows-1251")
    return _believed(start, "utf-8")


def _wide(start: bytes) -> str:
    """Little or big end first: in a table the zero bytes of spaces, digits and commas stand on one side."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    return "utf-16-le" if odd >= even else "utf-16-be"


def _believed(start: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    strange = sum(not (sign.isprintable() or sign in TEXT_CONTROLS) for sign in text) + text.count("\ufffd")
    if strange > len(text) * 0.005:
        raise CannotRead(
            _("This is not a table but a binary file. Save the table as CSV or XLSX and choose that file.")
        )
    return encoding


def delimiter_of(text: str) -> str:
    """Return the sign between the cells: the one that divides the most lines into the same number of cells."""
    lines = [line for line in _outside_quotes(text).splitlines()[:200] if line.strip()]
    return max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _outside_quotes(text: str) -> str:
    return "x".join(part for at, part in enumerate(text.split('"')) if at % 2 == 0)


def _evenness(lines: list[str], sign: str) -> tuple[float, int]:
    counts = Counter(line.count(sign) for line in lines)
    counts.pop(0, None)
    if not counts:
        return (0.0, 0)
    often, lines_alike = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (lines_alike / len(lines), often)
