"""Words and numbers of a release in the language of the page."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import template
from django.utils import formats
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext

from waystation import charts, vocab
from waystation.campaign.picking import TOTAL
from waystation.evidence.published import Cell, Dimension, PublishedTable

register = template.Library()
ALL = {"mk": "Вкупно", "sq": "Gjithsej", "en": "Total"}


@dataclass(frozen=True)
class Row:
    """One number of a table as a person reads it."""

    labels: tuple[str, ...]
    display: str
    source: str


@register.filter
def in_language(words: Mapping[str, str]) -> str:
    """Return the words in the language of the page, else in English."""
    return words.get(get_language() or "en") or words.get("en", "")


@register.filter
def in_words(role: str) -> str:
    """Say a role in the language of the page; the words are those of the staff door."""
    return gettext(role.capitalize()) if role else ""


@register.filter
def years(period: str) -> str:
    """Write a span of years with the right dash."""
    return period.replace("-", "–")


@register.filter
def moment(text: str) -> str:
    """Write a stored moment as a date."""
    at = parse_datetime(text)
    return formats.date_format(at, "j E Y") if at else ""


@register.filter
def rows(table: PublishedTable) -> Iterator[Row]:
    """Yield the table's numbers with their places named."""
    for cell in table.cells:
        labels = tuple(_label(dimension, cell.at[dimension.code]) for dimension in table.dimensions)
        yield Row(labels, _display(cell), cell.source)


@register.filter
def proof(table: PublishedTable) -> str:
    """Return method and audit as readable data."""
    return json.dumps({"method": table.method, "audit": table.audit}, ensure_ascii=False, indent=1, sort_keys=True)


@register.filter
def words(text: str) -> list[str]:
    """Split a text at its blanks."""
    return text.split()


def _label(dimension: Dimension, code: str) -> str:
    language = get_language() or "en"
    if code == TOTAL:
        return ALL.get(language, ALL["en"])
    return vocab.label(dimension.codes, code, language) if dimension.codes else years(code)


def _display(cell: Cell) -> str:
    language = get_language() or "en"
    if cell.status != "shown":
        return charts.Figure(status=cell.status).display(language)
    if cell.text or cell.value is None:
        return charts.Figure(text=cell.text or None, low=cell.low, high=cell.high).display(language)
    return charts.Figure(value=cell.value).display(language)
