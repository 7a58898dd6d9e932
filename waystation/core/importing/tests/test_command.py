"""`waystation import`: one JSON object, three exit codes, nothing written by halves."""

import json
import os

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.core.commands import import_file
from waystation.core.importing import files
from waystation.core.importing.actions import asking
from waystation.core.importing.showing import name_of
from waystation.core.keys.actions import make_staff_keys, make_vaults
from waystation.core.models import ImportRun
from waystation.evidence.models import LedgerFigure

pytestmark = pytest.mark.django_db
HEADER = "year,indicator,disaggregation,value,source_title,source_year,note\n"
GOOD = HEADER + "2020,callers,total,>6000,A report,2021,\n2021,callers,total,5-9,A report,2022,\n"
BAD = GOOD + "never,callers,total,5,A report,2022,\n"


@pytest.fixture
def run(organisation, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def invoke(*arguments):
        answer = CliRunner().invoke(import_file, [*map(str, arguments), "--json"], standalone_mode=False)
        assert answer.exception is None, answer.exception
        return answer.return_value, json.loads(answer.stdout)

    return invoke


@pytest.fixture
def keep(tmp_path):
    def write(text, name="figures.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_clean_file_is_written_and_undone(run, keep):
    code, answer = run(keep(GOOD))
    assert (code, answer["rows"], answer["accepted"], answer["rejected"], answer["problems"]) == (0, 2, 2, 0, [])
    assert LedgerFigure.objects.count() == 2
    assert list(files.folder().glob(f"{answer['import_id']}*")) == []
    code = run("--undo", answer["import_id"])[0]
    assert (code, LedgerFigure.objects.count()) == (0, 0)
    assert run("--undo", answer["import_id"])[0] == 0
    assert run(keep(GOOD))[1]["accepted"] == 2


def test_a_dry_run_writes_nothing(run, keep):
    code, answer = run(keep(BAD), "--dry-run")
    assert (code, answer["rows"], answer["accepted"], answer["rejected"], answer["import_id"]) == (1, 3, 2, 1, None)
    assert answer["problems"][0]["row"] == 4
    assert answer["problems"][0]["column"] == "year"
    assert not LedgerFigure.objects.exists()
    assert not ImportRun.objects.exists()


def test_rows_that_fail_write_nothing_unless_they_are_skipped(run, keep):
    code, answer = run(keep(BAD))
    assert (code, answer["import_id"], LedgerFigure.objects.count(), ImportRun.objects.count()) == (1, None, 0, 0)
    code, answer = run(keep(BAD), "--skip-rejected")
    assert (code, answer["accepted"], answer["rejected"], LedgerFigure.objects.count()) == (0, 2, 1, 2)


def test_the_same_file_twice_changes_nothing(run, keep):
    first = run(keep(GOOD))[1]
    code, again = run(keep(GOOD))
    assert (code, again["already"], again["accepted"], again["import_id"]) == (0, True, 0, first["import_id"])
    assert LedgerFigure.objects.count() == 2


def test_an_enlarged_file_adds_only_what_is_new(run, keep):
    run(keep(GOOD))
    code, answer = run(keep(GOOD + GOOD.splitlines()[1] + "\n2022,callers,total,7,A report,2022,\n"))
    assert (code, answer["accepted"], answer["already_there"], LedgerFigure.objects.count()) == (0, 2, 2, 4)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"\x00\xfe\x01" * 400, "a.csv"),
        ("a,b,c\n1,2,3\n", "a.csv"),
        (HEADER.replace("note", "notes") + "2020,a,b,1,c,d,e\n", "a.csv"),
        (HEADER.replace("note", "value") + "2020,a,b,1,c,d,e\n", "a.csv"),
        (b"PK\x03\x04 nothing", "a.xlsx"),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_says_why(run, keep, content, name):
    code, answer = run(keep(content, name))
    assert (code, answer["rows"], answer["import_id"], answer["problems"][0]["row"]) == (2, 0, None, None)
    assert answer["problems"][0]["why"].endswith(".")
    assert not ImportRun.objects.exists()


def test_an_unknown_column_is_named(run, keep):
    text = "year,indicator,disaggregation,value,source_title,source_year,note,colour\n2020,a,b,1,c,d,e,red\n"
    code, answer = run(keep(text), "--profile", "figures")
    assert code == 2
    assert answer["problems"][0]["column"] == "colour"


@pytest.mark.parametrize(
    "arguments", [["nowhere.csv"], ["--undo", "no-id"], ["--undo", "00000000-0000-0000-0000-000000000000"]]
)
def test_what_is_not_there_ends_with_two(run, arguments):
    assert run(*arguments)[0] == 2


def test_a_huge_file_is_refused_unread(run, tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    code, answer = run(path)
    assert code == 2
    assert "2.0 GB" in answer["problems"][0]["why"]


@pytest.fixture
def password_file(tmp_path):
    (tmp_path / "password").write_text("a long test password\n")
    return tmp_path / "password"


def test_somebody_without_the_right_imports_nothing(run, keep, reader, password_file):
    assert run(keep(GOOD), "--as", reader.sign_in_name, "--password-file", password_file)[0] == 2


def test_another_password_imports_nothing(keep, caseworker, tmp_path):
    (tmp_path / "password").write_text("another password\n")
    arguments = [str(keep(GOOD)), "--as", caseworker.sign_in_name, "--password-file", str(tmp_path / "password")]
    answer = CliRunner().invoke(import_file, arguments, standalone_mode=False)
    assert "not the password" in str(answer.exception)
    assert not LedgerFigure.objects.exists()


def test_only_so_many_problems_are_listed(run, keep):
    answer = run(keep(HEADER + "never,a,b,1,c,d,e\n" * 30), "--problems", "5")[1]
    assert (len(answer["problems"]), answer["problems_total"]) == (5, 30)


FIGURES = st.lists(
    st.tuples(st.integers(2000, 2020), st.sampled_from(["a", "b"]), st.sampled_from(["<5", "7", "1,234"])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIGURES)
def test_import_and_undo_is_nothing_and_twice_is_once(run, keep, rows):
    text = HEADER + "".join(f'{year},{name},,"{value}",Source,2021,\n' for year, name, value in rows)
    before = set(LedgerFigure.objects.values_list("row_key", flat=True))
    first = run(keep(text))[1]
    assert first["written"] == len(rows)
    assert run(keep(text + "\n"))[1]["written"] == 0
    assert run("--undo", first["import_id"])[0] == 0
    assert set(LedgerFigure.objects.values_list("row_key", flat=True)) == before


def test_what_a_killed_process_left_behind_is_swept_away(run, keep):
    old, fresh = files.folder() / "left-behind", files.folder() / "just-begun"
    old.write_text("x")
    fresh.write_text("x")
    os.utime(old, (0, 0))
    run(keep(GOOD))
    assert (old.exists(), fresh.exists()) == (False, True)


def test_uploads_are_readable_by_their_owner_only(organisation):
    run = asking.receive([b"a,b\n1,2\n"], name="/somewhere/x.csv", organisation=organisation, by=None)
    assert files.path_of(run.code).stat().st_mode & 0o777 == 0o600
    assert name_of(run) == "x.csv"


@pytest.fixture
def as_caseworker(caseworker, password_file):
    make_staff_keys(caseworker, "a long test password")
    make_vaults(caseworker.organisation, [caseworker])
    return "--as", caseworker.sign_in_name, "--password-file", password_file


def test_what_is_sealed_is_imported_only_by_somebody_who_holds_its_key(run, keep):
    contacts = "Date,Channel,Caller type,Topic,Outcome\n13.05.2021,phone,relative,violence,referred\n"
    code, answer = run(keep(contacts, "contacts.csv"), "--profile", "contacts")
    assert (code, ImportRun.objects.count()) == (2, 0)
    assert "--as" in answer["problems"][0]["why"]


def test_a_named_profile_also_reads_columns_that_say_what_they_answer(run, keep, as_caseworker):
    contacts = "Date,Channel,Caller type,Topic,Outcome\n13.05.2021,phone,relative,violence,referred\n"
    code, answer = run(keep(contacts, "contacts.csv"), "--profile", "contacts", "--dry-run", *as_caseworker)
    assert (code, answer["accepted"], answer["problems"]) == (0, 1, [])


def test_a_second_column_for_the_same_question_is_not_guessed(run, keep, as_caseworker):
    contacts = "Date,Channel,Who called,Caller type\n13.05.2021,phone,relative,friend\n"
    code, answer = run(keep(contacts), "--profile", "contacts", *as_caseworker)
    assert (code, answer["problems"][0]["column"]) == (2, "Caller type")
