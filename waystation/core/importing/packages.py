"""Proves that an XLSX package is safe to open, and finds the cells that are not what they show."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import MB, in_words, limits

SUSPECT = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st=["']e["']""")
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
CHUNK = 1 << 16
# What the readers of packages and of XML raise when bytes are missing, changed or out of order.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    expat.ExpatError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    LookupError,
    ValueError,
)


@contextmanager
def damage_in_words() -> Iterator[None]:
    """Say in words that the package is damaged, wherever its reader stumbles."""
    try:
        yield
    except DAMAGES as error:
        raise CannotRead(_("The workbook is damaged. Open it, save it again as XLSX and try that file.")) from error


def check_package(path: Path) -> frozenset[str]:
    """Unpack every part into nothing, counting; return the sheets that may hold formulas or errors.

    CannotRead when the package is no workbook, is locked, or unfolds beyond the limits. The sizes written
    in the package are not believed.
    """
    with damage_in_words(), zipfile.ZipFile(path) as package:
        entries = package.infolist()
        if len(entries) > limits().workbook_parts:
            raise CannotRead(_("The workbook has too many parts to be a table. Copy the table into a new workbook."))
        if any(entry.flag_bits & 1 for entry in entries):
            raise CannotRead(_("The workbook is locked with a password. Remove the password and save it as XLSX."))
        if "xl/workbook.xml" not in package.namelist():
            raise CannotRead(_("This packed file is not an XLSX workbook. Unpack it and choose the table inside."))
        return _unpack_into_nothing(package, entries, path.stat().st_size)


def _unpack_into_nothing(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> frozenset[str]:
    allowed = min(limits().unpacked_bytes, max(10 * MB, packed * limits().unpacked_ratio))
    suspects = set()
    for entry in entries:
        tail = b""
        for part in _parts(package, entry):
            allowed -= len(part)
            if allowed < 0:
                raise CannotRead(
                    _("The workbook (%(size)s) unfolds to far more than a table needs and was not opened. Use CSV.")
                    % {"size": in_words(packed)}
                )
            if entry.filename.startswith("xl/worksheets/") and SUSPECT.search(tail + part):
                suspects.add(entry.filename)
            tail = part[-16:]
    return frozenset(suspects)


def _parts(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack by hand: the standard reader stops at the size the entry claims, other readers do not."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError
    raw = _raw_bytes(package, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from raw
        return
    unpacker = zlib.decompressobj(-15)
    for part in raw:
        pending = part
        while pending and not unpacker.eof:
            yield unpacker.decompress(pending, CHUNK * 16)
            pending = unpacker.unconsumed_tail


def _raw_bytes(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    file: Any = package.fp
    file.seek(entry.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    at = entry.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    left = entry.compress_size
    while left > 0:
        file.seek(at)
        part = file.read(min(CHUNK, left))
        if not part:
            raise EOFError
        at, left = at + len(part), left - len(part)
        yield part


def part_of_sheet(path: Path, position: int) -> str:
    """Return the name of the package part that holds the sheet at this position."""
    with damage_in_words(), zipfile.ZipFile(path) as package:
        book = _tree(package.read("xl/workbook.xml"))
        links = _tree(package.read("xl/_rels/workbook.xml.rels"))
        wanted = [_attribute(each, "id") for each in book.iter() if each.tag.endswith("}sheet")][position]
        target = {each.get("Id"): each.get("Target", "") for each in links}[wanted]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def _tree(xml: bytes) -> ET.Element:
    if b"<!DOCTYPE" in xml:
        raise CannotRead(_("The workbook holds definitions that no table needs and was not opened. Save it as CSV."))
    return ET.fromstring(xml)  # noqa: S314  nothing can be defined in it, and its size is bounded


def flagged_cells(path: Path, part: str, first_column: int) -> dict[int, dict[int, str]]:
    """Find the cells of a sheet that hold a formula or an error: {row: {position: why}}."""
    found: dict[int, dict[int, str]] = {}
    here = [0, 0]

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            here[:] = _place(attributes.get("r", ""), here)
            if attributes.get("t") == "e":
                found.setdefault(here[0], {})[here[1] - first_column] = _("The cell holds an error of the spreadsheet.")
        elif name == "f":
            found.setdefault(here[0], {})[here[1] - first_column] = _(
                "The cell holds a formula. Copy the column and paste it as values."
            )
        elif name == "row":
            here[:] = [int(attributes.get("r", here[0] + 1)), -1]

    def refuse(*_arguments: object) -> None:
        raise CannotRead(_("The workbook holds definitions that no table needs and was not opened. Save it as CSV."))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with damage_in_words(), zipfile.ZipFile(path) as package, package.open(part) as xml:
        parser.ParseFile(xml)
    return found


def _place(reference: str, here: list[int]) -> list[int]:
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return [here[0], here[1] + 1]
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return [int(match[2]), column - 1]
