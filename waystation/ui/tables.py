"""What a table component is given: columns, rows, and the order asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise

WIDE = 9

Text = str | Promise
Kind = Literal["text", "number", "date"]
TagKind = Literal["neutral", "info", "done", "warning", "danger"]


@dataclass(frozen=True)
class Tag:
    """A cell that shows a state in a word or two."""

    text: Text
    kind: TagKind = "neutral"
    is_tag: ClassVar[bool] = True


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: object
    href: str
    is_link: ClassVar[bool] = True


@dataclass(frozen=True)
class Column:
    """One column; `sort` is the word `?sort=` takes, empty where the column does not sort."""

    label: Text
    kind: Kind = "text"
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """One row: a value for each column; `href` turns the first into a link. A year is text, a count is a number."""

    values: Sequence[object]
    href: str = ""


class Line(NamedTuple):
    """A row with its values beside their columns."""

    href: str
    cells: tuple[tuple[Column, object], ...]


@dataclass(frozen=True)
class Table:
    """A captioned table; the first column names the row.

    `sort` is the order it stands in ("opened_on", "-opened_on"); `query` is request.GET, kept in the sorting links.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row]
    sort: str = ""
    query: QueryDict | None = None
    caption_hidden: bool = False

    @property
    def is_wide(self) -> bool:
        """Say whether it has more columns than fit a small screen side by side: then it scrolls in its own region."""
        return len(self.columns) >= WIDE

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def direction(self) -> str:
        return "descending" if self.sort.startswith("-") else "ascending"

    @property
    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield Line(row.href, tuple(zip(self.columns, row.values, strict=True)))


def sorting(asked: str | None, columns: Sequence[Column], *, otherwise: str) -> str:
    """Return the order asked for when a column offers it, else `otherwise`."""
    known = {column.sort for column in columns if column.sort}
    return asked if asked and asked.removeprefix("-") in known else otherwise
