"""Django's SQLite backend on SQLCipher: the key is the first thing said on each connection."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register as register_functions

from waystation.config.encrypted_sqlite3 import opening
from waystation.config.encrypted_sqlite3.driver import sqlcipher


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the library brings no types
    """Turns Django's `%s` into SQLite's `?`, as Django's own cursor does."""

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        if params is None:
            return super().execute(query)
        return super().execute(_converted(query, params), params)

    def executemany(self, query: str, param_list: Iterable[Sequence[Any] | Mapping[str, Any]]) -> Any:
        rows = iter(param_list)
        first = next(rows, None)
        if first is None:
            return super().executemany(_converted(query, ()), [])
        return super().executemany(_converted(query, first), chain([first], rows))


class DatabaseWrapper(plain.DatabaseWrapper):
    """A database in memory, as tests have it, needs no key; a file always has one."""

    Database = sqlcipher

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        options = dict(conn_params)
        name = options.pop("database")
        if self.is_in_memory_db():
            connection = sqlcipher.connect(name, **options)
        else:
            connection = opening.connect(Path(name), **options)
        register_functions(connection)
        for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self._init_commands()):
            if command.strip():
                connection.execute(command)
        return connection

    def _init_commands(self) -> list[str]:
        return list(getattr(self, "init_commands", []))  # which Django sets and its types do not know

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002  Django's own signature
        return self.connection.cursor(factory=Cursor)


def _converted(query: str, params: Sequence[Any] | Mapping[str, Any]) -> str:
    if isinstance(params, Mapping):
        return query % {name: f":{name}" for name in params}
    return plain.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
