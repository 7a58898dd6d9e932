"""The command line: quick help, failures in words."""

import ast
import os
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from django.db import DatabaseError
from django.utils import translation

from waystation.config import contents
from waystation.config.cli import group
from waystation.config.failures import in_words
from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User

PROGRAM = [sys.executable, "-m", "waystation.config.cli"]


def run(*arguments, **environment):
    return subprocess.run(
        [*PROGRAM, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


HELP_THEN_LOOK = """
import sys
import waystation.config.cli as cli
try:
    cli.main(["--help"])
except SystemExit:
    print("django" in sys.modules)
"""


def test_help_needs_no_django():
    answer = subprocess.run([sys.executable, "-c", HELP_THEN_LOOK], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "False"


def test_help_is_quick():
    started = time.monotonic()
    assert run("--help").returncode == 0
    assert time.monotonic() - started < 5  # bench/start.py holds it under a second on a quiet machine


@pytest.mark.parametrize("command", ["up", "work", "migrate", "check", "staff", "letters", "draw", "release", "import"])
def test_every_promised_command_is_listed(command):
    assert command in contents.contents()
    assert contents.contents()[command].summary


@pytest.mark.parametrize("name", sorted(contents.contents()))
def test_every_command_loads_and_explains_itself(name):
    answer = CliRunner().invoke(group, [name, "--help"])
    assert answer.exit_code == 0, answer.output
    assert len(answer.output) > 100


def test_an_unknown_command_is_named():
    answer = run("upp")
    assert answer.returncode == 2
    assert "upp" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_missing_table_says_migrate(tmp_path):
    answer = run("letters", WAYSTATION_HOME=str(tmp_path), WAYSTATION_DOOR="staff")
    assert answer.returncode == 1
    assert answer.stderr.strip() == (
        "The database lacks tables of this version: run `waystation migrate`, then the command again."
    )


def test_debug_shows_where(tmp_path):
    answer = run("--debug", "letters", WAYSTATION_HOME=str(tmp_path), WAYSTATION_DOOR="staff")
    assert "Traceback" in answer.stderr


def test_a_wrong_database_address_is_explained(tmp_path):
    answer = run("letters", WAYSTATION_HOME=str(tmp_path), WAYSTATION_RECORDS_DB="mysql://x/y", WAYSTATION_DOOR="staff")
    assert "Write the database as postgresql://" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ActionRefused("Finish the tasks first."), "Finish the tasks first."),
        (DatabaseError("database is locked"), "The database is busy"),
        (DatabaseError("unable to open database file"), "cannot be written by this user"),
        (KeyError("somebody's name"), "Something nobody foresaw: KeyError"),
    ],
)
def test_failures_in_words(error, words):
    said = in_words(error)
    assert words in said
    assert "somebody's name" not in said


def test_commands_listed_but_not_defined_are_refused():
    tree = ast.parse("COMMANDS = [a, b]")
    assert contents._listed(tree) == ["a", "b"]


@pytest.mark.django_db
def test_staff_add_creates_the_first_member():
    options = ["--name", "Vesna (invented)", "--role", "administrator", "--password", "a long test password"]
    answer = CliRunner().invoke(group, ["staff", "add", "vesna", *options, "--organisation", "A house (invented)"])
    assert answer.exit_code == 0, answer.output
    assert User.objects.get().sign_in_name == "vesna"
    assert Organisation.objects.get().invented is False


@pytest.mark.django_db
def test_staff_add_needs_an_organisation_first():
    options = ["--name", "Vesna (invented)", "--role", "administrator", "--password", "a long test password"]
    answer = CliRunner().invoke(group, ["staff", "add", "vesna", *options])
    assert answer.exit_code == 2
    assert "name it with --organisation" in answer.output


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "password", "why"), [("reader-", "short", "too short"), ("", "a long test password", "already")]
)
def test_staff_add_refuses(reader, name, password, why):
    options = ["--name", "Somebody (invented)", "--role", "reader", "--password", password]
    with translation.override("en"):
        answer = CliRunner().invoke(group, ["staff", "add", name or reader.sign_in_name, *options])
    assert isinstance(answer.exception, ActionRefused)
    assert why in str(answer.exception)
