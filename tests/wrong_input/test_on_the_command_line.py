"""`waystation import` given what it cannot take: a sentence, an exit code, and nothing written."""

import json
from contextlib import closing

import pytest

from waystation.config.encrypted_sqlite3.opening import connect

TABLES = ("desk_contact", "core_importrun", "core_importproblem", "evidence_ledgerfigure")
PASSWORD = "a long test password"
UNHELPFUL = ("Traceback", "invalid", "Invalid", "error occurred", "Exception", "Errno")

pytestmark = pytest.mark.no_database


@pytest.fixture(scope="module")
def house(tmp_path_factory, new_installation):
    """An installation with its tables and nothing in them."""
    fresh = new_installation(tmp_path_factory.mktemp("wrong") / "home")
    assert fresh.run("migrate").returncode == 0
    person = ("coordinator", "--name", "C (invented)", "--role", "coordinator", "--organisation", "House (invented)")
    added = fresh.run("staff", "add", *person, "--password", PASSWORD)
    assert added.returncode == 0, added.stderr
    with closing(connect(fresh.home / "staff" / "records.sqlite3")) as base, base:
        base.execute("UPDATE core_user SET language = 'en'")  # what is wrong is said in the person's language
    return fresh


@pytest.fixture
def signed(tmp_path_factory):
    """Return the words by which somebody who holds the key imports."""
    path = tmp_path_factory.mktemp("password") / "password"
    path.write_text(PASSWORD)
    return "--as", "coordinator", "--password-file", str(path)


def test_a_wrong_file_is_refused_with_a_reason_and_nothing_is_written(house, signed, wrong):
    path, code, words = wrong
    done = house.run("import", str(path), "--profile", "contacts", "--json", *signed)
    assert done.returncode == code, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert answer["import_id"] is None
    assert words in said(answer)
    assert not [word for word in UNHELPFUL if word in said(answer) + done.stderr]
    assert_nothing_written(house)


def test_the_failing_row_and_column_are_named(house, signed, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(
        "Date,Channel,Who called,Topic,Outcome\n14.03.2019,phone,citizen,legal,no_action\n,,,,\n14.13.2019,phone,,,\n"
    )
    answer = json.loads(house.run("import", str(path), "--profile", "contacts", "--json", *signed).stdout)
    assert [(problem["row"], problem["column"]) for problem in answer["problems"]] == [(4, "Date")]
    assert (answer["rows"], answer["accepted"], answer["rejected"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "no-such-file.csv"), "no file"),
        (("import", "."), "no file"),
        (("import", "--undo", "1234"), "no import"),
        (("import", "--undo", "00000000-0000-4000-8000-000000000000"), "no import"),
        (("import",), "Name one file"),
        (("import", "x.csv", "--as", "nobody"), "Nobody signs in"),
        (("figures", "--indicator", "no_such"), "no_such"),
        (("draw", "--spec", "no-such"), "no-such"),
        (("release", "draft", "no_such", "--by", "nobody"), "Nobody"),
    ],
)
def test_a_wrong_order_is_refused_with_a_sentence(house, arguments, words):
    done = house.run(*arguments)
    assert done.returncode != 0
    assert words in done.stdout + done.stderr
    assert not [word for word in UNHELPFUL if word in done.stdout + done.stderr]


def said(answer: dict) -> str:
    assert answer["problems"]
    return " ".join(f"{problem['column']} {problem['why']}" for problem in answer["problems"])


def assert_nothing_written(house) -> None:
    with closing(connect(house.home / "staff" / "records.sqlite3")) as base:
        counts = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert counts == dict.fromkeys(TABLES, 0)
    assert not list((house.home / "staff" / "files" / "imports").glob("*"))
