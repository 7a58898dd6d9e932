"""People and cases come in from a spreadsheet: names sealed, nothing twice, everything undone again."""

import csv
from datetime import date

import pytest
from django.db import connection

from waystation.cases.models import Case, IdentificationStatus, Person
from waystation.cases.names import open_name
from waystation.core.importing.actions.asking import ask_undo
from waystation.core.importing.actions.running import undo_run
from waystation.core.importing.checking import unwatched
from waystation.core.importing.choosing import Wishes
from waystation.core.importing.console import Order, carry_out
from waystation.core.models import ImportRun
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring

pytestmark = pytest.mark.django_db
HEADER = ["Име", "Презиме", "Датум на раѓање", "Пол", "Државјанство", "Програма", "Отворен", "Затворен"]
HEADER += ["Експлоатација", "Идентификација", "Одлучено на"]
ROWS = [
    ["Џемиле", "Измислена", "1.2.2005", "Женски", "Македонија", "Засолниште", "5.1.2020", "", "forced_marriage"],
    ["Arta", "E shpikur", "", "женски", "XK; AL", "social_work", "6.1.2020", "7.8.2020", ""],
]
ROWS[0] += ["", ""]
ROWS[1] += ["identified", "9.2.2020"]
LATER = [*ROWS[0][:6], "9.9.2021", "", "", "", ""]


def write(path, rows, header=HEADER):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def bring_in(path, user, profile="people", **wishes):
    order = Order(path, user.organisation, user, Wishes(profile=profile, **wishes))
    return carry_out(order, agree=lambda _answer: True, watch=unwatched)


def test_people_come_in_sealed_with_their_cases(tmp_path, caseworker):
    answer = bring_in(write(tmp_path / "people.csv", ROWS), caseworker)
    assert (answer.rows, answer.accepted, answer.problems) == (2, 2, [])
    first, second = Person.objects.order_by("first_assisted_on")
    assert open_name(first, keyring()) == "Џемиле Измислена"
    assert open_text(first, "birth_date", keyring()) == "2005-02-01"
    assert (first.sex, first.age_band, first.citizenship_group) == ("female", "9-17", "north_macedonia")
    assert (second.citizenships, second.age_band) == (["AL", "XK"], "not_asked")
    assert [case.programme for case in Case.objects.order_by("opened_on")] == ["shelter", "social_work"]
    assert IdentificationStatus.objects.get().status == "identified"
    assert second.cases.get().ending == "not_asked"


def test_no_name_reaches_the_database_nor_a_guess_at_one(tmp_path, caseworker):
    bring_in(write(tmp_path / "people.csv", ROWS), caseworker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_key, given_name FROM cases_person")
        stored = [(str(key), bytes(name)) for key, name in cursor.fetchall()]
    assert all("Џемиле".encode() not in name for _key, name in stored)
    run = ImportRun.objects.get()
    assert {key for key, _name in stored}.isdisjoint({run.file_mark})


def test_the_same_file_twice_changes_nothing(tmp_path, caseworker):
    bring_in(write(tmp_path / "people.csv", ROWS), caseworker)
    again = bring_in(write(tmp_path / "again.csv", [*ROWS, LATER]), caseworker)
    assert (again.already_there, again.written) == (2, 1)
    assert Person.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({6: "5.1.2099"}, "not come yet"),
        ({7: "1.1.2019"}, "before the opening"),
        ({2: "1.1.2021"}, "born after"),
        ({9: "identified"}, "on which day"),
        ({5: ""}, "has no answer"),
        ({3: "виолетова"}, ""),
    ],
)
def test_rows_that_cannot_be_true_are_listed_and_nothing_is_written(tmp_path, caseworker, changes, why):
    row = [changes.get(number, cell) for number, cell in enumerate(ROWS[0])]
    answer = bring_in(write(tmp_path / "people.csv", [row]), caseworker)
    assert answer.rejected == 1
    assert why in answer.problems[0].why
    assert not any("Џемиле" in problem.why for problem in answer.problems)
    assert Person.objects.count() == Case.objects.count() == 0


def test_an_import_is_undone_whole(tmp_path, caseworker):
    answer = bring_in(write(tmp_path / "people.csv", ROWS), caseworker)
    run = undone(answer, caseworker)
    assert run.state == "undone"
    assert Person.objects.count() == Case.objects.count() == IdentificationStatus.objects.count() == 0


def test_an_import_with_later_work_stays(tmp_path, caseworker):
    from waystation.cases.actions import give_service

    answer = bring_in(write(tmp_path / "people.csv", ROWS), caseworker)
    case = Case.objects.get(programme="shelter")
    give_service(case, by=caseworker, service_type="medical", given_on=date(2020, 2, 1))
    assert undone(answer, caseworker).state == "done"
    assert Person.objects.count() == 2


def undone(answer, user):
    run = ImportRun.objects.get(code=answer.import_id)
    ask_undo(run, by=user)
    return undo_run(run.code, str(user.code))
