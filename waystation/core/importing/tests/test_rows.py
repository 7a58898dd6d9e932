"""Rows are cleaned by a declared reading; what cannot be read is named with its row and column."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.reading import Reading, Wide, reading_from
from waystation.core.importing.rows import RowCleaner
from waystation.core.importing.suggestion import date_orders, needs_date_order, suggest
from waystation.core.importing.tables import open_table
from waystation.core.importing.targets import Field, Flags
from waystation.core.rights import Right

pytestmark = pytest.mark.no_database


@dataclass(frozen=True)
class Contacts:
    """A target like those of the rooms."""

    code: str = "test_contacts"
    label: str = "Contacts"
    right: Right = Right.IMPORT_RECORDS
    fields: tuple = (
        Field("on", "Day of the contact", "date", required=True),
        Field("channel", "Channel", "code", codes="contact_channel"),
        Field("topics", "Topics", "codes", codes="contact_topic"),
        Field("minutes", "Minutes", "count"),
        Field("urgent", "Urgent", "boolean"),
        Field("services", "Services", "flags", codes="service_type"),
        Field("note", "Note", "text", longest=20),
    )


TARGET = Contacts()
READING = Reading("test_contacts", {"day": ("on",), "way": ("channel",), "min": ("minutes",)}, date_order="dmy")


def outcomes(folder, text, reading=READING, target=TARGET):
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return list(RowCleaner(open_table(path), reading, target))


def problems(folder, text, **changes):
    return [(p.row, p.column, p.why) for o in outcomes(folder, text, replace(READING, **changes)) for p in o.problems]


def test_cells_become_values(tmp_path):
    (found,) = outcomes(tmp_path, "day,way,min\n31.12.2020,Телефон,12\n")
    row = found.rows[0]
    assert (row.number, row["on"], row["channel"], row["minutes"]) == (2, dt.date(2020, 12, 31), "phone", 12)


def test_the_same_text_is_another_day_in_another_order(tmp_path):
    text = "day,way,min\n03.04.2020,phone,1\n"
    assert outcomes(tmp_path, text)[0].rows[0]["on"] == dt.date(2020, 4, 3)
    assert outcomes(tmp_path, text, replace(READING, date_order="mdy"))[0].rows[0]["on"] == dt.date(2020, 3, 4)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("12/31/2020,phone,1", "day", "not a day"),
        ("31.02.2020,phone,1", "day", "“31.02.2020”"),
        (",phone,1", "day", "needs one"),
        ("1.1.2020,pigeon,1", "way", "Answers: "),
        ("1.1.2020,phone,-1", "min", "below zero"),
        ("1.1.2020,phone,1.5", "min", "whole number"),
        ("1.1.2020,phone,1О", "min", "letter"),
        ("1.1.2020,phone,=1+1", "min", "formula"),
        ("1.1.2020,phone,1,extra", "", "4 cells"),
        ("1.1.2020,phone", "", "2 cells"),
    ],
)
def test_a_row_that_fails_is_named_with_its_column_and_a_remedy(tmp_path, row, column, words):
    (found,) = problems(tmp_path, f"day,way,min\n{row}\n")
    assert found[:2] == (2, column)
    assert words in found[2]


def test_a_name_in_the_wrong_column_is_not_repeated_in_the_report(tmp_path):
    found = problems(tmp_path, "day,way,min\nMarija Petrovska,Marija Petrovska,Marija Petrovska\n")
    assert len(found) == 3
    assert not any("Marija" in why for _row, _column, why in found)


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (replace(READING, columns={"day": ("on",)}), "“way” is not known"),
        (replace(READING, columns={**READING.columns, "way": ("on",)}), "all answer"),
        (replace(READING, columns={**READING.columns, "way": ("nothing",)}), "does not have"),
        (replace(READING, columns={"day": (), "way": (), "min": ()}), "No column answers"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused_before_the_first_row(tmp_path, reading, words):
    with pytest.raises(CannotRead, match=words):
        outcomes(tmp_path, "day,way,min\n1.1.2020,phone,1\n", reading)


def test_words_of_the_house_are_translated_and_absent_answers_stay_apart(tmp_path):
    text = "day,way,min\n1.1.2020,линија,n/a\n1.1.2020,не кажа,5\n1.1.2020,,5\n"
    reading = replace(
        READING, translations={"channel": {"линија": "phone"}}, absent={"не кажа": "refused"}, empty=("n/a",)
    )
    assert [o.rows[0]["channel"] for o in outcomes(tmp_path, text, reading)] == ["phone", "refused", None]
    assert outcomes(tmp_path, text, reading)[0].rows[0]["minutes"] is None


def test_one_column_for_each_code_keeps_one_zero_and_empty_apart(tmp_path):
    columns = {
        "day": ("on",),
        "doctor": ("services:medical",),
        "lawyer": ("services:legal_advice",),
        "home": ("services:safe_accommodation",),
    }
    found = outcomes(tmp_path, "day,doctor,lawyer,home\n1.1.2020,1,0,\n", replace(READING, columns=columns))
    assert found[0].rows[0]["services"] == Flags(("medical",), ("legal_advice",))


def test_several_codes_share_a_cell(tmp_path):
    reading = replace(READING, columns={"day": ("on",), "topics": ("topics",)})
    (found,) = outcomes(tmp_path, "day,topics\n1.1.2020,legal; psychosocial;legal\n", reading)
    assert found.rows[0]["topics"] == ("legal", "psychosocial")


def test_suggestions_come_from_labels_in_any_language_and_the_clear_date_order(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(
        "Day of the contact;Канал на контакт;Minutes;Nobody knows\n25.12.2020;phone;1;x\n", encoding="utf-8"
    )
    reading = suggest(open_table(path), TARGET)
    assert reading.columns["Day of the contact"] == ("on",)
    assert reading.columns["Minutes"] == ("minutes",)
    assert "Nobody knows" not in reading.columns
    assert reading.date_order == "dmy"


def test_two_possible_orders_are_asked_for_not_guessed(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("on,minutes\n03.04.2020,1\n", encoding="utf-8")
    table = open_table(path)
    reading = suggest(table, TARGET)
    assert date_orders(table, reading, TARGET) == ["dmy", "mdy"]
    assert needs_date_order(reading, TARGET)


@given(
    st.lists(st.tuples(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 3)), max_size=20),
    st.randoms(),
)
def test_keys_depend_on_content_and_copy_not_on_place(tmp_path_factory, rows, random):
    folder = tmp_path_factory.mktemp("keys")
    header = "day,way,min\n"
    lines = [f"{day.day}.{day.month}.{day.year},phone,{minutes}" for day, minutes in rows]
    if not lines:
        return
    keys = sorted(o.rows[0].key for o in outcomes(folder, header + "\n".join(lines) + "\n"))
    random.shuffle(lines)
    assert keys == sorted(o.rows[0].key for o in outcomes(folder, header + "\n".join(lines) + "\n"))
    assert len(set(keys)) == len(keys)
    more = outcomes(folder, header + "\n".join([*lines, "9.9.1999,phone,7"]) + "\n")
    assert {o.rows[0].key for o in more} > set(keys)


def test_a_reading_survives_being_stored():
    reading = replace(READING, wide=(Wide("a", {"x": "1"}, {"y": "2"}),), empty=("-",))
    assert reading_from(reading.as_json()) == reading
