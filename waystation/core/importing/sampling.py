"""Looks into a file for the page that names its columns: first values, and words that are no known answers."""

from collections.abc import Mapping, Sequence
from itertools import islice

from waystation import vocab
from waystation.core.importing.cleaning import SEVERAL
from waystation.core.importing.header import same_name
from waystation.core.importing.reading import Reading
from waystation.core.importing.tables import Table
from waystation.core.importing.targets import Target

ROWS = 2000
VALUES = 3
WORDS = 40


def first_values(table: Table) -> dict[str, str]:
    """Return for every column its first few different texts."""
    found: list[dict[str, None]] = [{} for _column in table.header]
    for _number, cells in islice(table.rows(), 200):
        for seen, cell in zip(found, cells, strict=False):
            if cell.strip() and len(seen) < VALUES:
                seen[cell.strip()[:40]] = None
    return {column: " · ".join(seen) for column, seen in zip(table.header, found, strict=True)}


def unknown_words(table: Table, reading: Reading, target: Target) -> Mapping[str, Sequence[str]]:
    """Return, by question, the words in coded columns that neither the vocabulary nor the reading knows."""
    coded = {each.name: each for each in target.fields if each.kind in {"code", "codes"}}
    at = {same_name(name): position for position, name in enumerate(table.header)}
    wanted = [
        (at[same_name(c)], coded[name]) for c, name, _p in reading.places() if name in coded and same_name(c) in at
    ]
    found: dict[str, dict[str, None]] = {}
    for _number, cells in islice(table.rows(), ROWS if wanted else 0):
        for position, asked in wanted:
            cell = cells[position].strip() if position < len(cells) else ""
            for word in SEVERAL.split(cell) if asked.kind == "codes" else [cell]:
                if word and vocab.find_code(asked.codes, word) is None:
                    found.setdefault(asked.name, {})[word[:80]] = None
    return {name: _untranslated(words, reading, name) for name, words in found.items()}


def _untranslated(words: Mapping[str, None], reading: Reading, name: str) -> list[str]:
    known = {same_name(word) for word in (*reading.translations.get(name, {}), *reading.absent, *reading.empty)}
    return [word for word in words if same_name(word) not in known][:WORDS]
