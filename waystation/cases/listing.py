"""Lists of records: the same columns as a page of a table, as CSV and as XLSX."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime, make_naive
from django.utils.translation import get_language

from waystation import vocab
from waystation.ui.tables import Column, Kind, Row, Table, Tag, sorting

PAGE_ROWS = 50
DANGEROUS_START = ("=", "+", "-", "@", "\t", "\r", "\n")
Record = TypeVar("Record", bound=models.Model)


class KeysFirst(Paginator[Any]):
    """Finds which records stand on the page before it reads any of them: sorting moves keys and not whole records."""

    object_list: Any

    def page(self, number: int | str) -> Page[Any]:
        found = super().page(number)
        on_page: Any = found.object_list
        found.object_list = self.object_list.filter(pk__in=on_page.values("pk"))
        return found


@dataclass(frozen=True)
class Shown(Generic[Record]):
    """One column: its name, what it shows of a record, and the field `?sort=` sorts by.

    `secret` columns stand on the page only and never in a file.
    """

    label: str | Promise
    value: Callable[[Record], object]
    kind: Kind = "text"
    sort: str = ""
    secret: bool = False


@dataclass(frozen=True)
class Listing(Generic[Record]):
    """What a list of one kind of record shows, and in which order unless another is asked for."""

    caption: str | Promise
    shown: Sequence[Shown[Record]]
    newest: str

    @property
    def columns(self) -> list[Column]:
        return [Column(each.label, each.kind, each.sort) for each in self.shown]

    def order(self, request: HttpRequest) -> str:
        return sorting(request.GET.get("sort"), self.columns, otherwise=self.newest)

    def page(self, records: models.QuerySet[Record], request: HttpRequest) -> Page[Record]:
        """Return the page asked for, in the order asked for; a page that is not there becomes the nearest."""
        ordered = records.order_by(self.order(request), "pk")
        return KeysFirst(ordered, PAGE_ROWS).get_page(request.GET.get("page"))

    def table(self, records: Iterable[Record], request: HttpRequest) -> Table:
        rows = [Row([each.value(one) for each in self.shown], href_of(one)) for one in records]
        return Table(self.caption, self.columns, rows, self.order(request), request.GET, caption_hidden=True)

    def lines(self, records: Iterable[Record]) -> Iterator[list[object]]:
        """Yield the header and one line for each record, as a file holds them: plain values, nothing secret."""
        open_columns = [each for each in self.shown if not each.secret]
        yield [str(each.label) for each in open_columns]
        for record in records:
            yield [_plain(each.value(record)) for each in open_columns]


def href_of(record: models.Model) -> str:
    """Return the record's own page."""
    own: Callable[[], str] = record.get_absolute_url  # type: ignore[attr-defined]
    return own()


def said(codes: str, code: str) -> str:
    """Say a code in the language of the page; nothing for no code."""
    return vocab.label(codes, code, get_language() or "en") if code else ""


def said_all(codes: str, several: Iterable[str]) -> str | None:
    """Say several codes; None when there is none."""
    return ", ".join(said(codes, code) for code in several) or None


def day_said(day: date | datetime) -> str:
    """Write a day short, for a dense list."""
    return date_format(localtime(day) if isinstance(day, datetime) else day, "j.n.Y")


def as_csv(lines: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write the lines as CSV; a cell that a spreadsheet would run as a formula is made a text."""
    for line in lines:
        target = io.StringIO()
        csv.writer(target).writerow([_harmless(cell) for cell in line])
        yield target.getvalue()


def as_xlsx(lines: Iterable[Sequence[object]]) -> bytes:
    """Write the lines as a workbook; texts are stored as texts, so that none becomes a formula or a link."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, list(line))
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(DANGEROUS_START):
        return f"'{cell}"
    return "" if cell is None else cell


def _plain(value: Any) -> object:
    if isinstance(value, Tag):
        return str(value.text)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, datetime):
        return make_naive(value)
    return value
