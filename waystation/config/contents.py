"""The table of contents of the command line, read from the text of each room's `commands.py` without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SUFFIXES = ("_command", "_cmd", "_group", "_grp")  # click leaves these off a function's name


class UnreadableCommands(Exception):
    """A room's COMMANDS names something that is no command of the same file."""


@dataclass(frozen=True)
class Entry:
    """One command: its name, the first line of its help, and the module that holds it."""

    name: str
    summary: str
    module: str


@lru_cache(maxsize=1)
def contents() -> dict[str, Entry]:
    """Return every room's commands by name."""
    return {entry.name: entry for path in _files() for entry in _entries(path)}


def _files() -> Iterator[Path]:
    for pattern in ("*/commands.py", "*/*/commands.py"):
        yield from sorted(PACKAGE.glob(pattern))


def _entries(path: Path) -> Iterator[Entry]:
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name in _listed(tree):
        if name not in functions:
            raise UnreadableCommands(
                f"{module}.COMMANDS names {name}, which is no command there: define it in that file."
            )
        yield Entry(_command_name(functions[name]), _summary(functions[name]), module)


def _listed(tree: ast.Module) -> list[str]:
    for node in tree.body:
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        if isinstance(target, ast.Name) and target.id == "COMMANDS" and isinstance(node, ast.Assign | ast.AnnAssign):
            value = node.value
            return [item.id for item in getattr(value, "elts", ()) if isinstance(item, ast.Name)]
    return []


def _command_name(function: ast.FunctionDef) -> str:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") in {"command", "group"}:
            named = [*decorator.args, *(word.value for word in decorator.keywords if word.arg == "name")]
            if named and isinstance(named[0], ast.Constant):
                return str(named[0].value)
    name = function.name
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name.replace("_", "-")


def _summary(function: ast.FunctionDef) -> str:
    return (ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ")
