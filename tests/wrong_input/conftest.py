"""Files that no import may take, each made afresh."""

import csv
import gzip
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

HEADINGS = ["Date", "Hour", "Channel", "Who called", "Topic", "Outcome", "Minutes"]
GOOD = ["14.03.2019", "9", "phone", "citizen", "legal", "information_given", "12"]
TWO_GIGABYTES = 2 * 1024**3
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
Make = Callable[[Path], Path]


def table(folder: Path, *rows: list[str], name: str = "contacts.csv") -> Path:
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return folder / name


def with_cell(column: str, value: str) -> Make:
    """Make a file of three rows of which the second is wrong in one cell."""
    wrong = [value if heading == column else cell for heading, cell in zip(HEADINGS, GOOD, strict=True)]
    return lambda folder: table(folder, HEADINGS, GOOD, wrong, ["15.03.2019", *GOOD[1:]])


def bytes_of(content: bytes, name: str = "contacts.csv") -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def two_gigabytes(folder: Path) -> Path:
    """Make a sparse file: two gigabytes to whoever reads it, nothing on the disk."""
    path = table(folder, HEADINGS, GOOD)
    os.truncate(path, TWO_GIGABYTES)
    return path


def formulas(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADINGS, GOOD, [*GOOD[:-1], '=HYPERLINK("http://127.0.0.1/","12")']):
        book.active.append(row)
    book.save(folder / "contacts.xlsx")
    return folder / "contacts.xlsx"


def package(sheet: bytes) -> Make:
    """Make a workbook whose only sheet is the bytes given."""

    def make(folder: Path) -> Path:
        path = folder / "contacts.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, content in WORKBOOK.items():
                book.writestr(name, content)
            book.writestr("xl/worksheets/sheet1.xml", sheet)
        return path

    return make


def bomb(folder: Path) -> Path:
    """Make a workbook of some hundred kilobytes that unpacks to 200 MB."""
    return package(SHEET_START.encode() + b" " * 200_000_000 + b"</sheetData></worksheet>")(folder)


def compressed_bomb(folder: Path) -> Path:
    path = folder / "contacts.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(",".join(HEADINGS).encode() + b"\n")
        for _ in range(700):
            file.write(b"0" * 1_000_000)
    return path


def entities(folder: Path) -> Path:
    """Make a workbook whose sheet defines entities that would grow without end."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    sheet = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "ha">{lines}]>{SHEET_START}'
    return package(f'{sheet}<row><c t="str"><v>&e8;</v></c></row></sheetData></worksheet>'.encode())(folder)


REJECTED, UNREADABLE = 1, 2
WRONG: dict[str, tuple[Make, int, str]] = {  # what is wrong -> how to make it, exit code, words that must be said
    "a row with a day that never was": (with_cell("Date", "31.02.2019"), REJECTED, "31.02.2019"),
    "a row with a day to come": (with_cell("Date", "01.01.2090"), REJECTED, "not"),
    "a row with a negative count": (with_cell("Minutes", "-3"), REJECTED, "-3"),
    "a row with words for a count": (with_cell("Minutes", "long"), REJECTED, "whole number"),
    "a row with a code nobody knows": (with_cell("Channel", "pigeon"), REJECTED, "not an answer"),
    "a formula": (formulas, REJECTED, "formula"),
    "columns nobody knows": (lambda f: table(f, ["Fish", "Chips"], ["1", "2"]), UNREADABLE, "column"),
    "two gigabytes": (two_gigabytes, UNREADABLE, "2.0 GB"),
    "random bytes": (bytes_of(os.urandom(50_000)), UNREADABLE, "binary"),
    "a picture": (bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(3_000)), UNREADABLE, "binary"),
    "a locked workbook": (
        bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), "locked.xlsx"), UNREADABLE, "password",
    ),
    "a bomb in a workbook": (bomb, UNREADABLE, "unfolds"),
    "a bomb in a compressed table": (compressed_bomb, UNREADABLE, ""),
    "a workbook that defines entities": (entities, UNREADABLE, "damaged"),
    "a workbook cut short": (bytes_of(b"PK\x03\x04" + bytes(500), "cut.xlsx"), UNREADABLE, "damaged"),
    "an empty file": (bytes_of(b""), UNREADABLE, "empty"),
    "a header alone": (lambda f: table(f, HEADINGS), UNREADABLE, ""),
    "five hundred and one columns": (lambda f: table(f, ["Date"] * 501, ["1"] * 501), UNREADABLE, "columns"),
    "a cell of a megabyte": (with_cell("Topic", "x" * 1_000_000), UNREADABLE, "Row 3"),
}  # fmt: skip


@pytest.fixture(params=WRONG, ids=lambda name: name.replace(" ", "-"))
def wrong(request, tmp_path) -> tuple[Path, int, str]:
    make, code, words = WRONG[request.param]
    return make(tmp_path), code, words
