"""`waystation draw`."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from waystation.campaign import commands
from waystation.campaign.actions import show_release
from waystation.campaign.tests.releases import make_text
from waystation.evidence import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setattr(published, "_shelves", [])  # as on a machine that has only the public door
    return show_release(make_text(contacts=6100), letter_id=uuid4())


def run(*arguments: str):
    return CliRunner().invoke(commands.draw, arguments)


def test_every_format_and_language_becomes_a_file(shown, tmp_path: Path):
    result = run("--spec", "organisation/helpline", "--out", str(tmp_path), "--json")
    files = json.loads(result.output)["files"]
    assert len(files) == 15
    assert all(Path(file).stat().st_size > 100 for file in files)


def test_the_html_file_stands_alone(shown, tmp_path: Path):
    run("--spec", "organisation/helpline", "--out", str(tmp_path), "--formats", "html", "--languages", "en")
    page = (tmp_path / "organisation" / "helpline-en.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "6,131" in page
    assert not any(word in page for word in ("<script", "<link", "src=", "http://", "https://"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--spec", "nothing"), "No infographic is called nothing"),
        (("--languages", "xx"), "xx is not among mk, sq, en"),
        (("--formats", "gif"), "gif is not among"),
        (("--spec", "published/asylum"), "has no approved release yet"),
    ],
)
def test_what_cannot_be_drawn_is_said(shown, tmp_path: Path, arguments: tuple[str, ...], words: str):
    result = run(*arguments, "--out", str(tmp_path))
    assert result.exit_code != 0
    assert words in result.output
    assert not list(tmp_path.iterdir())


def test_the_list_is_one_object_for_machines(shown):
    said = json.loads(run("--list", "--json").output)["infographics"]
    assert {"infographic": "organisation/helpline", "set": "helpline", "ready": True} in said
    assert {"infographic": "published/asylum", "set": "published_asylum", "ready": False} in said
