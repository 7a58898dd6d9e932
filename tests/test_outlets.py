"""Whatever leaves the house is looked through: every way out is declared, and calls what looks it through."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

pytestmark = pytest.mark.no_database
PACKAGE = Path(__file__).resolve().parents[1] / "waystation"
DECLARED = tomllib.loads((Path(__file__).parent / "attacks" / "outlets.toml").read_text(encoding="utf-8"))
PROGRESS_ONLY = "progress_state"


def sources():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not {"tests", "migrations"} & set(path.parts):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, getattr(node.func, "id", getattr(node.func, "attr", ""))


def sends(tree):
    """Say whether the module answers with something else than a page: a type of its own, a name for a file."""
    if any(isinstance(node, ast.Constant) and node.value == "Content-Disposition" for node in ast.walk(tree)):
        return True
    for node, name in calls(tree):
        if name in {"StreamingHttpResponse", "FileResponse", "Streamed"}:
            return True
        if name == "HttpResponse" and any(word.arg == "content_type" for word in node.keywords):
            return True
        if name == "JsonResponse" and ast.unparse(node.args[0]) != "state" and PROGRESS_ONLY not in ast.unparse(node):
            return True
    return False


def writes_for_somebody(name, tree):
    return name.endswith("commands.py") and any(
        called in {"write_text", "write_bytes"} for _node, called in calls(tree)
    )


def ways_out():
    return {name for name, tree in sources() if sends(tree) or writes_for_somebody(name, tree)}


def test_every_module_that_sends_something_is_declared():
    through = {each["through"] for each in DECLARED["modules"].values() if "through" in each}
    assert ways_out() | through == set(DECLARED["modules"])


def test_every_way_out_calls_what_it_declares():
    trees = dict(sources())
    for name, each in DECLARED["modules"].items():
        assert len(set(each) & {"checks", "through", "why_not"}) == 1, name
        if "through" in each:
            assert DECLARED["modules"][each["through"]]["checks"], name
        if "checks" in each:
            assert each["checks"] in {called for _node, called in calls(trees[name])}, name


@pytest.mark.parametrize(
    "source",
    [
        "HttpResponse(body, content_type='text/csv')",
        "FileResponse(file)",
        "StreamingHttpResponse(lines)",
        "JsonResponse({'records': found})",
        "answer.headers['Content-Disposition'] = named",
    ],
)
def test_a_new_way_out_would_be_noticed(source):
    assert sends(ast.parse(source))


def kind_of(node):
    """Return the kind of a letter; a conversation stands behind it, after the sign @."""
    return ast.literal_eval(node) if isinstance(node, ast.Constant) else ast.unparse(node)[2:-1].partition("@")[0]


def test_every_letter_is_declared_and_none_goes_past_the_gate():
    posted = {}
    for name, tree in sources():
        for node, called in calls(tree):
            if called == "post" and name != "letterbox/actions.py" and node.args:
                posted[kind_of(node.args[0])] = name
    assert posted == DECLARED["letters"]


def test_a_letter_is_looked_through_before_it_is_kept():
    trees = dict(sources())
    functions = {node.name: node for node in trees["letterbox/actions.py"].body if isinstance(node, ast.FunctionDef)}
    first = functions["post"].body[1]
    assert ast.unparse(first) == "gate.let_out(body, organisation)"
    outward = [name for name, each in functions.items() if "Direction.OUT" in ast.unparse(each)]
    assert outward == ["post"]


def test_every_page_open_to_strangers_says_what_stands_on_it():
    def patterns(resolver, spaces=()):
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                yield ":".join((*spaces, each.name or "")), each.callback
            else:
                yield from patterns(each, (*spaces, each.namespace) if each.namespace else spaces)

    found = patterns(get_resolver("waystation.config.urls_staff"))
    strangers = {name for name, view in found if not getattr(view, "login_required", True)}
    assert {name for name in strangers if not re.match("set_up:", name)} == set(DECLARED["open"])
