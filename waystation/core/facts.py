"""What statistics may see: rooms declare fact tables here, field by field, and nothing else leaves them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from waystation.core.discovery import modules

Kind = Literal["code", "codes", "integer", "decimal", "date", "boolean"]
Value = object


@dataclass(frozen=True)
class Column:
    """One fact: its name, kind, the code list its values come from, and what it means."""

    name: str
    kind: Kind
    codes: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class FactTable:
    """Rows of facts about one unit; `rows` yields one tuple per unit, in the order of `columns`.

    `unit` is person, contact, case, event, bed_night or figure. A column of kind `codes` holds a
    tuple of codes. Never a name, a contact detail or a free text.
    """

    name: str
    unit: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[tuple[Value, ...]]]


def fact_tables() -> Iterator[FactTable]:
    """Yield the tables of every room's `facts.TABLES`."""
    for module in modules("facts"):
        yield from getattr(module, "TABLES", ())
