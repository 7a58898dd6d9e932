"""Suggests what each column answers, from its name in any of the languages and from what stands in it."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import override

from waystation import vocab
from waystation.core.importing.days import possible_orders
from waystation.core.importing.reading import Reading
from waystation.core.importing.rows import texts_of
from waystation.core.importing.tables import Table
from waystation.core.importing.targets import Field, Target
from waystation.vocab.spelling import spellings


def suggest(table: Table, target: Target) -> Reading:
    """Return a first reading: columns whose names say what they answer, the rest left open.

    An open column is absent from the reading; nothing is ever left out silently. The date order is set only
    when the texts allow no other.
    """
    words = _words(target)
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for name in table.header:
        destination = next((words[s] for s in _spellings(name) if s in words and words[s] not in taken), "")
        if destination:
            taken.add(destination)
            columns[name] = (destination,)
    orders = date_orders(table, Reading(target.code, columns), target)
    return Reading(target.code, columns, date_order=orders[0] if len(orders) == 1 else "")


def date_orders(table: Table, reading: Reading, target: Target) -> Sequence[str]:
    """Return the date orders in which every date of the first rows can be read; none when there are no dates."""
    dates = {each.name for each in target.fields if each.kind == "date"}
    texts = [
        text
        for column, name, part in reading.places()
        if name in dates and not part and column in table.header
        for text in texts_of(table, column)
        if text.strip()
    ]
    return sorted(possible_orders(texts)) if texts else ()


def needs_date_order(reading: Reading, target: Target) -> bool:
    """Say whether dates are read and nobody has said in which order."""
    dates = {each.name for each in target.fields if each.kind == "date"}
    return not reading.date_order and any(name in dates and not part for _column, name, part in reading.places())


def _words(target: Target) -> dict[str, str]:
    """Return every spelling of every question, and of every answer that may have a column of its own."""
    words: dict[str, str] = {}
    for asked in target.fields:
        for word in _names_of(asked):
            for spelling in spellings(word):
                words.setdefault(spelling, asked.name)
        if asked.kind == "flags":
            for code in vocab.code_list(asked.codes):
                for word in (code.code, *code.labels.values()):
                    for spelling in spellings(word):
                        words.setdefault(spelling, f"{asked.name}:{code.code}")
    words.pop("", None)
    return words


def _names_of(asked: Field) -> Iterator[str]:
    yield asked.name
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(asked.label)
    yield from asked.synonyms
    if asked.codes:
        yield from vocab.code_list(asked.codes).titles.values()


def _spellings(name: str) -> Iterator[str]:
    """The whole name first, then the part under a group's name."""
    yield from spellings(name)
    if " - " in name:
        yield from spellings(name.rpartition(" - ")[2])
