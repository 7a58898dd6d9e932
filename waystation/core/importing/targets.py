"""What can be imported: rooms declare targets in their `imports` module, and the engine finds them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from django.utils.functional import Promise

from waystation.core.discovery import modules
from waystation.core.models import ImportRun, Organisation, User
from waystation.core.rights import Right

Kind = Literal[
    "text",  # str; "" when the cell is empty
    "code",  # str | None: a code of the list `codes`, which may also be unknown, refused or not_asked
    "codes",  # tuple[str, ...]: several of them, `;` between
    "flags",  # Flags: one column for each code of the list, 1, 0 or empty
    "date",  # datetime.date | None, read in the order the mapping declares
    "year",  # int | None, four digits
    "integer",  # int | None, negative allowed
    "count",  # int | None, never negative
    "boolean",  # bool | None
    "figure",  # Figure | None: a published number as printed, with the interval it means
    "period",  # Period | None: a year, a range of years, a quarter, a month or a day
    "breakdown",  # dict[str, str]: several columns, each naming one dimension
]


@dataclass(frozen=True)
class Field:
    """One thing a target asks for; `synonyms` are further words that head such a column in real files.

    A `text` field with `codes` takes any text, and turns a text that the list knows into its code. No message
    ever repeats a text, nor what a `secret` field of another kind holds.
    """

    name: str
    label: str | Promise
    kind: Kind
    codes: str = ""
    required: bool = False
    help: str | Promise = ""
    synonyms: tuple[str, ...] = ()
    longest: int = 2000
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Flags:
    """The codes answered 1 and those answered 0; a code in neither was left empty."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One cleaned row: its number in the spreadsheet, a value for every field, and the key that knows it again."""

    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


class Target(Protocol):
    """Where rows go. The engine checks them, drops those whose key exists, and gives one transaction."""

    code: str
    label: str | Promise
    right: Right
    fields: tuple[Field, ...]

    def write(self, rows: Iterable[Row], run: ImportRun, by: User | None) -> int:
        """Store the rows with `run` and their keys; say how many. `by` is None on the command line."""

    def existing_keys(self, keys: Sequence[str], organisation: Organisation) -> set[str]:
        """Return those of the keys that the organisation already holds."""

    def undo(self, run: ImportRun, by: User | None) -> int:
        """Take back all that the run wrote; say how many. ActionRefused when later work stands on it."""


@runtime_checkable
class Particular(Protocol):
    """A target that also looks at a row as a whole."""

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield (field, why) for clean answers that cannot all be true; such a row is rejected."""


class UnknownTarget(Exception):
    """No room declares a target of this code."""


def targets() -> Iterator[Target]:
    """Yield every target of every room's `imports.TARGETS`."""
    for module in modules("imports"):
        yield from getattr(module, "TARGETS", ())


def target(code: str) -> Target:
    """Return the target of this code; UnknownTarget names those that exist."""
    known = {each.code: each for each in targets()}
    if code not in known:
        raise UnknownTarget(f"There is no import target {code!r}. Choose one of: {', '.join(sorted(known))}.")
    return known[code]
