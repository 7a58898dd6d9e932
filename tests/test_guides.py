"""What the guides name is there: files, tests, commands with their options, settings."""

import re
from pathlib import Path

import click
import pytest

from waystation.config.cli import group
from waystation.config.commands import OrFile

ROOT = Path(__file__).resolve().parents[1]
GUIDES = [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)
OUR_FOLDERS = ("waystation/", "tests/", "bench/", "bin/", "docs/", "deploy/")
CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`", re.DOTALL)
SETTING = re.compile(r"\bWAYSTATION_[A-Z]+(?:_[A-Z]+)*\b")
OURS_ALONE = {"WAYSTATION_TEST_ONLY", "WAYSTATION_DEMONSTRATION", "WAYSTATION_CHROMIUM"}  # of the suite and the program

pytestmark = pytest.mark.no_database


def code_in(guide):
    return [block or span for block, span in CODE.findall(guide.read_text("utf-8"))]


def paths_in(guide):
    words = {word for code in code_in(guide) for word in code.split()}
    return {word.strip(",.:;()").partition("::")[0] for word in words if word.startswith(OUR_FOLDERS)}


def commands_in(guide):
    """Yield the words of each call of the program in the guide's code."""
    for code in code_in(guide):
        for line in code.splitlines():
            for call in re.split(r"&&|\||;", line):
                found = re.match(r"\s*(?:[A-Z_]+=\S+\s+)*(?:\S*/)?waystation\s+(.*)", call)
                if found:
                    yield found[1].split("#")[0].split()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_file_that_a_guide_names_is_there(guide):
    lost = {
        path for path in paths_in(guide) if "…" not in path and "<" not in path and not any(ROOT.glob(path.rstrip("/")))
    }
    assert lost == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_command_that_a_guide_names_exists_with_its_options(guide):
    wrong = [" ".join(call) for call in commands_in(guide) if not exists(call)]
    assert wrong == []


def exists(call):
    command, here = group, click.Context(group)
    for word in call:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        below = command.get_command(here, word)
        if below is None and isinstance(command, OrFile):
            below = command.get_command(here, "make")
        if below is None:
            return word in {"COMMAND", "…"}
        command = below
    known = {name for parameter in command.params for name in parameter.opts} | {"--help", "--version"}
    return all(word.partition("=")[0] in known for word in call if word.startswith("--"))


def test_every_setting_of_the_program_is_explained_and_every_explained_one_is_read():
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "waystation").rglob("*.py") if "tests" not in path.parts
    )
    told = "".join(guide.read_text("utf-8") for guide in GUIDES)
    assert set(SETTING.findall(source)) - OURS_ALONE == set(SETTING.findall(told)) - OURS_ALONE
