"""Reads what rooms declare: `<room>/fields.toml`, one table for each model, one line for each field.

    [person]
    given_name = "sealed"
    first_assisted_on = "clear: a day of work that statistics may see"
    title = "clear text: about an event, never about a person"
    sealed_private = "ciphertext: sealed under a password"

`ciphertext` is for bytes that are sealed in another way than the texts of a record. `clear text` is demanded of fields
that are wide enough for somebody to write a name into. Fields of an abstract model are declared once, in the table of
that model. `[reasons]` says each reason in the other languages; every room may use the reasons of every other. Apps
that are not ours are declared in `others.toml` beside this module.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps

SEALED, CIPHERTEXT, CLEAR, CLEAR_TEXT = "sealed", "ciphertext", "clear", "clear text"
OTHERS = Path(__file__).with_name("others.toml")
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Declaration:
    """What one line says: the kind, and why it may stand in the clear."""

    kind: str
    why: str = ""

    @classmethod
    def read(cls, line: str) -> "Declaration":
        kind, _colon, why = line.partition(":")
        return cls(kind.strip(), why.strip())


Lines = Mapping[str, Declaration]


@dataclass(frozen=True)
class Table:
    """The lines of one model, and the file they stand in."""

    label: str
    path: Path
    heading: str
    lines: Lines

    @property
    def file(self) -> str:
        return self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else self.path.name


@cache
def tables() -> dict[str, Table]:
    """Return every declared table by the label of its model, such as `cases.person`."""
    return {table.label: table for app in apps.get_app_configs() for table in _tables_of(app)}


def table_for(label: str) -> Table:
    """Return the table of a model; an empty one in the right place where nothing is declared yet."""
    app_label, _dot, model = label.partition(".")
    return tables().get(label) or Table(label, path_of(app_label), _heading(app_label, model), {})


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Return every reason with what it is in other languages."""
    return {why: said for path in sorted(_paths()) for why, said in _content(path).get("reasons", {}).items()}


def path_of(app_label: str) -> Path:
    """Return the file in which the models of an app are declared."""
    return _path(apps.get_app_config(app_label))


def _path(app: AppConfig) -> Path:
    return Path(app.path) / "fields.toml" if app.name.startswith("waystation.") else OTHERS


def _paths() -> set[Path]:
    return {_path(app) for app in apps.get_app_configs()}


def _heading(app_label: str, model: str) -> str:
    return f"[{app_label}.{model}]" if path_of(app_label) == OTHERS else f"[{model}]"


def _tables_of(app: AppConfig) -> Iterator[Table]:
    path, content = _path(app), _content(_path(app))
    models = content.get(app.label, {}) if path == OTHERS else content
    for model, lines in models.items():
        if model != "reasons":
            read = {name: Declaration.read(line) for name, line in lines.items()}
            yield Table(f"{app.label}.{model}", path, _heading(app.label, model), read)


@cache
def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
