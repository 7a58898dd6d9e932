"""A spreadsheet of contacts with errors: seen, corrected, imported, found among the records, and undone."""

import csv

import openpyxl
import pytest

HEADINGS = ["Date", "Hour", "Channel", "Who called", "Topic", "Outcome", "Minutes", "Note"]
GOOD = [["14.03.2024", 9, "phone", "citizen", "legal", "information_given", 12, f"journey {n}"] for n in range(6)]
BAD = {  # place among the rows -> the row, the column named in the report, words of the reason
    1: (["31.02.2024", 9, "phone", "citizen", "legal", "information_given", 12, "a"], "Date", "31.02.2024"),
    3: (["15.03.2024", 9, "phone", "martian", "legal", "information_given", 12, "b"], "Who called", "not an answer"),
    4: (["15.03.2024", 9, "phone", "citizen", "legal", "information_given", -4, "c"], "Minutes", "-4"),
    6: (["15.03.2024", 27, "phone", "citizen", "legal", "information_given", 12, "d"], "Hour", "0 to 23"),
}


def table_with_errors() -> list[list[object]]:
    rows = [*GOOD]
    for place, (row, _column, _why) in sorted(BAD.items()):
        rows.insert(place, row)
    return [HEADINGS, *rows]


def write(path, table):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in table:
            book.active.append(row)
        book.save(path)
        return path
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)
    return path


@pytest.mark.parametrize(("kind", "width"), [("xlsx", 1280), ("csv", 390)])
def test_a_file_with_errors_is_corrected_imported_seen_and_undone(demo, open_page, axe, tmp_path, kind, width):  # noqa: PLR0913, PLR0917
    page = open_page("caseworker", width=width)
    before = contacts(page, demo)

    upload(page, demo, write(tmp_path / f"contacts.{kind}", table_with_errors()))
    page.get_by_text("4 of 10 rows fail").wait_for()
    said = page.locator("section[aria-labelledby=problems]").inner_text()
    for place, (_row, column, why) in BAD.items():
        assert str(place + 2) in said
        assert column in said
        assert why in said
    assert not axe(page)
    assert contacts(page, demo) == before
    page.go_back()

    page.get_by_role("link", name="Upload a corrected file").click()
    page.set_input_files("[type=file]", write(tmp_path / f"corrected.{kind}", [HEADINGS, *GOOD]))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("6 rows pass").wait_for()
    page.get_by_role("link", name="Import", exact=True).last.click()
    assert not axe(page)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("6 rows are imported").wait_for()
    assert not axe(page)
    here = page.url
    assert contacts(page, demo) == before + 6

    page.goto(here)
    page.get_by_role("link", name="Undo this import").click()
    assert "6 records of this import will be gone" in page.inner_text("main")
    assert not axe(page)
    page.get_by_role("button", name="Undo the import").click()
    page.get_by_text("Everything this import had written is gone").wait_for()
    assert contacts(page, demo) == before


def test_columns_nobody_knows_are_named_by_hand_and_remembered(demo, open_page, axe, tmp_path):
    page = open_page("coordinator")
    answers = {"Ден": "Day", "Врева": "Leave this column out", "Пат": "Channel", "Кој": "Who called", "Зошто": "Topic"}
    rows = [["02.04.2024", number, "phone", "Граѓанин", "legal"] for number in range(2)]
    upload(page, demo, write(tmp_path / "strange.xlsx", [list(answers), *rows]))
    page.get_by_role("link", name="Contacts of the SOS line").click()
    for column, answer in answers.items():
        page.get_by_label(column, exact=True).select_option(label=answer)
    page.get_by_label("Day first").check()
    assert not axe(page)
    page.get_by_label("Keep this for the next file as").fill("strange files")
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("2 rows pass").wait_for()
    page.get_by_role("button", name="Give this file up").click()
    page.get_by_text("Nothing of it was imported").wait_for()

    upload(page, demo, write(tmp_path / "next.xlsx", [list(answers), *rows, rows[0]]))
    page.get_by_text("3 rows pass").wait_for()
    page.get_by_role("button", name="Give this file up").click()


def test_the_same_file_is_not_imported_twice(demo, open_page, tmp_path):
    page = open_page("caseworker")
    path = write(tmp_path / "twice.csv", [HEADINGS, *[[*row[:-1], "twice"] for row in GOOD[:1]]])
    upload(page, demo, path)
    page.get_by_role("link", name="Import", exact=True).last.click()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("1 rows are imported").or_(page.get_by_text("1 row is imported")).wait_for()
    upload(page, demo, path)
    page.get_by_text("This very file was imported before").wait_for()
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    page.get_by_text("Everything this import had written is gone").wait_for()


def upload(page, demo, path) -> None:
    page.goto(f"{demo.staff}/imports/")
    page.get_by_role("link", name="Import a file").click()
    page.set_input_files("[type=file]", path)
    page.get_by_role("button", name="Check the file").click()


def contacts(page, demo) -> int:
    """Read how many contacts the list says there are."""
    page.goto(f"{demo.staff}/desk/contacts/?year=2024")
    said = page.locator(".pages__said")
    return int(said.inner_text().split()[-1]) if said.count() else page.locator(".table tbody tr").count()
