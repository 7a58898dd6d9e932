"""Files of every kind become a header and rows, or are refused with a reason."""

import contextlib
import csv
import gzip
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.header import find_header
from waystation.core.importing.sniffing import delimiter_of
from waystation.core.importing.tables import open_table

pytestmark = pytest.mark.no_database
WORD = st.text("abcжшзќ0123456789 ,;\t|\"'\n", min_size=1, max_size=8).filter(str.strip)
NAME = st.text("abcdжшзќ", min_size=1, max_size=6)


def keep(folder, content, name="file"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(folder, rows, merge=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merge:
        book.active.merge_cells(cells)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def rewritten(path, change):
    """Return the workbook with its sheet's XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename.endswith("sheet1.xml") else data)
    path.write_bytes(out.getvalue())
    return path


@given(st.lists(NAME, min_size=2, max_size=5, unique=True), st.data(), st.sampled_from(",;\t|"))
def test_the_delimiter_is_found_again(header, data, sign):
    rows = data.draw(st.lists(st.lists(WORD, min_size=len(header), max_size=len(header)), max_size=5))
    text = io.StringIO()
    csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    assert delimiter_of(text.getvalue()) == sign


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251"])
@pytest.mark.parametrize("packed", [False, True])
def test_cyrillic_is_read_in_every_encoding(tmp_path, encoding, packed):
    content = "Година;Жртви;Град\n2020;<5;Скопје\n2021;7;Битола\n".encode(encoding)
    table = open_table(keep(tmp_path, gzip.compress(content) if packed else content))
    assert table.header == ("Година", "Жртви", "Град")
    assert list(table.rows())[1] == (3, ["2021", "7", "Битола"])


def test_titles_above_the_header_are_skipped_and_rows_keep_their_numbers(tmp_path):
    table = open_table(keep(tmp_path, "Report of 2020,,\n,,\nyear,what,count\n2020,calls,5\n"))
    assert table.header == ("year", "what", "count")
    assert next(table.rows())[0] == 4


def test_merged_header_cells_of_a_workbook_become_one_name_each(tmp_path):
    rows = [["Извештај"], ["Година", "Жртви", None, "Извор"], [None, "женски", "машки", None], [2020, 3, 4, "МТСП"]]
    table = open_table(workbook(tmp_path, rows, ["A1:D1", "B2:C2", "A2:A3", "D2:D3"]))
    assert table.header == ("Година", "Жртви - женски", "Жртви - машки", "Извор")
    assert list(table.rows()) == [(4, ["2020", "3", "4", "МТСП"])]


def test_two_row_headers_of_a_text_file_become_one_name_each(tmp_path):
    table = open_table(keep(tmp_path, "Година,Жртви,,Извор\n,женски,машки,\n2020,3,4,МТСП\n"))
    assert table.header == ("Година", "Жртви - женски", "Жртви - машки", "Извор")


def test_a_chosen_sheet_is_read_and_an_unknown_one_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Други").append(["a", "b"])
    book["Други"].append([1, 2.5])
    book.save(tmp_path / "book.xlsx")
    assert list(open_table(tmp_path / "book.xlsx").rows()) == [(2, ["1", "2.5"])]
    with pytest.raises(CannotRead, match="Други"):
        open_table(tmp_path / "book.xlsx", sheet="Трети")


def test_formulas_and_errors_are_found_where_they_stand(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, "=A2+1"], [2, 3]])
    table = open_table(path)
    assert list(table.source.flagged(2)) == [1]
    assert table.source.flagged(3) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\x13\x37" * 300,
        b"%PDF-1.7\x00\x01\x02\x03" * 50,
        b"PK\x05\x06" + b"\0" * 18,
        b"PK\x03\x04 no package",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        b"\x1f\x8b broken",
        gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-12],
        b"a,b\n",
        b"\n\n",
        b"a,a\n1,2\n",
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content):
    with pytest.raises(CannotRead, match=r"\.$"):
        list(open_table(keep(tmp_path, content)).rows())


def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bytes")

    @given(st.binary(max_size=300))
    def reads(content):
        with contextlib.suppress(CannotRead):
            list(open_table(keep(folder, content)).rows())

    reads()


def test_a_file_of_two_gigabytes_is_refused_from_its_size(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(CannotRead, match=r"2\.0 GB"):
        open_table(path)


def test_a_packed_text_that_unfolds_without_end_is_stopped(tmp_path, settings):
    settings.IMPORT_LIMITS = {"unpacked_bytes": 1_000_000}
    path = keep(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000))
    with pytest.raises(CannotRead, match="Unpacked"):
        list(open_table(path).rows())


def bomb(folder, *, claimed=None, parts=1, size=60 * 1024 * 1024):
    """A workbook whose sheet unfolds to `size` zero bytes."""
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(parts):
            package.writestr(f"xl/worksheets/sheet{number + 1}.xml", b"\0" * size)
    if claimed is not None:
        true = size.to_bytes(4, "little")
        path.write_bytes(path.read_bytes().replace(true, claimed.to_bytes(4, "little")))
    return path


@pytest.mark.parametrize("claimed", [None, 100])
def test_a_zip_bomb_is_not_opened_whatever_size_it_claims(tmp_path, claimed):
    with pytest.raises(CannotRead, match="unfolds"):
        open_table(bomb(tmp_path, claimed=claimed))


def test_a_package_of_thousands_of_parts_is_not_opened(tmp_path):
    with pytest.raises(CannotRead, match="too many parts"):
        open_table(bomb(tmp_path, parts=2001, size=1))


def test_a_locked_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, 2]])
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(CannotRead, match="password"):
        open_table(path)


def test_a_workbook_with_definitions_is_not_opened(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, "=A2"]])
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    rewritten(path, lambda xml: evil + xml[xml.index(b"?>") + 2 :] if xml.startswith(b"<?xml") else evil + xml)
    with pytest.raises(CannotRead):
        open_table(path)


def test_another_packed_file_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("readme.txt", "hello")
    with pytest.raises(CannotRead, match="not an XLSX"):
        open_table(tmp_path / "x.zip")


def test_a_cut_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, 2]])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(CannotRead):
        open_table(path)


@given(st.lists(NAME, min_size=1, max_size=6, unique_by=str.casefold))
def test_a_plain_first_row_is_the_header(names):
    assert find_header([(1, names), (2, ["1"] * len(names))]).names == tuple(names)


def test_wanted_names_decide_before_looks():
    rows = [(1, ["a long", "title", "row", "here"]), (2, ["year", "value", "", ""]), (3, ["2020", "5", "", ""])]
    assert find_header(rows, wanted=["year", "value"]).last_row == 2
