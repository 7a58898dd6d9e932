"""Files of lists never carry a formula, and read back as what was written."""

import csv
import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from waystation.cases.listing import DANGEROUS_START, as_csv, as_xlsx

cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.integers(-(10**9), 10**9) | st.none()


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5))
def test_no_cell_of_a_csv_file_begins_like_a_formula(lines):
    read = list(csv.reader(io.StringIO("".join(as_csv(lines)), newline="")))
    for written, back in zip(lines, read, strict=True):
        for cell, text in zip(written, back, strict=True):
            assert not isinstance(cell, str) or not text.startswith(DANGEROUS_START)
            assert text.removeprefix("'") == ("" if cell is None else str(cell)).removeprefix("'")


def test_numbers_stay_numbers():
    assert "".join(as_csv([[-5, "-5"]])) == "-5,'-5\r\n"


def test_a_workbook_holds_texts_and_no_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([["Име"], ["=1+1"], [7], [None, "last"]]))).active
    assert [cell.value for cell in sheet["A"]] == ["Име", "=1+1", 7, None]
    assert {cell.data_type for cell in sheet["A"]} <= {"s", "n"}
