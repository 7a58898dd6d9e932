"""The shape of the house, checked: who imports whom, who writes, how long files are, what templates hold."""

import ast
import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_database
ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "waystation"

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
}
MAY_WRITE = {"actions.py", "demo.py", "audit.py"}  # audit appends the line of each action; demo invents

# A call that looks like writing to the database and is none, or is an action by another name: each says why.
EXPLAINED = {
    "cases/documents/redrawing.py": "writes a picture into memory",
    "cases/documents/invented_papers.py": "writes invented pictures into memory",
    "core/importing": "the import engine: its steps are the actions of an import",
    "core/keys/handing.py": "the actions of the keys of single records, which a share hands to a guest",
    "core/keys/jobs.py": "the actions of a worker's keys, which live as long as a job",
    "core/keys/rotation.py": "the actions of giving a vault a new key, batch by batch",
    "charts/fonts/build.py": "saves a font file",
}

MOST_CODE_LINES = 300


def sources(*, tests=False):
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).parts
        if "migrations" not in inside and (tests or "tests" not in inside):
            yield path


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def test_import_contracts_hold():
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


def test_an_import_upwards_would_be_noticed(tmp_path):
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    rules["importlinter:contract:layers"]["layers"] = "\nvocab\nconfig | campaign | evidence | intake | programmes"
    rules["importlinter:contract:layers"]["exhaustive"] = "false"
    with (tmp_path / "rules").open("w") as file:
        rules.write(file)
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", tmp_path / "rules"]
    answer = subprocess.run([*command, "--contract", "layers"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "1 broken" in answer.stdout


def test_a_public_intake_would_be_kept_from_the_records():
    if (PACKAGE / "intake" / "public").exists():
        assert "waystation.intake.public" in (ROOT / ".importlinter").read_text(encoding="utf-8")


def writing_calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            target = ast.unparse(node.func.value)
            if "objects" in target or node.func.attr in {"save", "bulk_create", "bulk_update", "get_or_create"}:
                yield f"{node.lineno}: {target}.{node.func.attr}()"


def writes_outside_actions():
    for path in sources():
        if path.name not in MAY_WRITE and "actions" not in path.parts:
            for call in writing_calls(ast.parse(path.read_text(encoding="utf-8"))):
                yield path, call


def test_only_actions_write_to_the_database():
    found = [(name_of(path), call) for path, call in writes_outside_actions()]
    assert [f"{name}:{call}" for name, call in found if not any(part in name for part in EXPLAINED)] == []


def test_every_explained_exception_is_needed():
    writers = [name_of(path) for path, _call in writes_outside_actions()]
    assert [part for part in EXPLAINED if not any(part in name for name in writers)] == []


def code_lines(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return len({node.lineno for node in ast.walk(tree) if hasattr(node, "lineno")})


def test_no_module_is_too_long():
    long = {name_of(path): lines for path in sources() if (lines := code_lines(path)) > MOST_CODE_LINES}
    assert long == {}


def test_no_room_is_named_for_nothing():
    banned = {"utils", "util", "misc", "common", "helpers", "manager", "managers", "base"}
    named = [name_of(path) for path in sources() if banned & {part.removesuffix(".py") for part in path.parts}]
    assert named == ["config/encrypted_sqlite3/base.py"]  # Django looks for a database backend under this very name


def test_only_urls_import_views():
    found = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in sources()
        if not path.name.startswith("urls") and "views" not in path.parts and not path.name.startswith("views")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and re.search(
            r"waystation\.[\w.]*\bviews(_public)?\b|^from waystation\.\S+ import .*\bviews\b", ast.unparse(node)
        )
    ]
    assert found == []


OWN_STYLE_OR_SCRIPT = re.compile(r"<[^>]*\sstyle\s*=|<style|<script(?![^>]*\bsrc=)|<[^>]*\son[a-z]+\s*=")


def test_templates_hold_no_style_and_no_script_of_their_own():
    templates = sorted(PACKAGE.rglob("templates/**/*.html"))
    assert len(templates) > 20
    assert [name_of(path) for path in templates if OWN_STYLE_OR_SCRIPT.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("text", ['<p style="x">', "<style>", "<script>", '<a class="b" onclick="x">'])
def test_style_and_script_in_a_template_would_be_noticed(text):
    assert OWN_STYLE_OR_SCRIPT.search(text)


def test_every_module_says_what_it_is():
    silent = [name_of(path) for path in sources() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_file_names_a_machine_path():
    command = ["git", "-C", str(ROOT), "ls-files", "*.py", "*.md", "*.toml", "*.sh", "bin", ".ci"]
    tracked = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    home = "|".join(("/" + "root/", "/" + "work/", "/" + "home/[a-z]+/"))
    assert [name for name in tracked if (ROOT / name).exists() and re.search(home, (ROOT / name).read_text())] == []
