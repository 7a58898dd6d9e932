"""Looks through what is about to leave: the one way for every outlet, whatever it sends.

Each function raises MustNotLeave, which says where to look and never what was found. An outlet calls it before the
first byte leaves; `tests/attacks/outlets.toml` names every outlet and what it calls.
"""

import codecs
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from waystation.core.outlets.errors import CannotLook, MustNotLeave
from waystation.core.outlets.marks import MOST_LETTERS, Finder
from waystation.core.outlets.models import GuardedWords
from waystation.core.outlets.place import marking_key
from waystation.core.outlets.places import LINES_TOGETHER, Piece, places_in, places_in_rows, places_in_text

A_BATCH = 1000
PIECE = 1_000_000


def finder(organisation: int | None) -> Finder:
    """Return what finds the words of an organisation, or of every one here where none is named.

    CannotLook where they were marked under another key.
    """
    guarded = GuardedWords.objects.in_force()
    if organisation is not None:
        guarded = guarded.filter(organisation=organisation)
    rows = list(guarded.values_list("key_id", "marks"))
    if not rows:
        return Finder(b"", ())
    key = marking_key()
    if any(key_id != key.id.hex() for key_id, _marks in rows):
        raise CannotLook
    return Finder(key.secret(), (marks for _key_id, marks in rows))


def check_text(text: str, organisation: int | None) -> None:
    """Look through a plain text."""
    _refuse(places_in_text(text, finder(organisation)))


def check_data(data: object, organisation: int | None) -> None:
    """Look through texts within lists and mappings, whatever their depth."""
    _refuse(places_in(list(_texts(data, ())), finder(organisation)))


def check_letter(body: str, organisation: int | None) -> None:
    """Look through a letter to the other door: as data where it is data, else as a text."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        check_text(body, organisation)
    else:
        check_data(data, organisation)


def checked_lines(lines: Iterable[Sequence[object]], organisation: int | None) -> Iterator[Sequence[object]]:
    """Hand the lines of a table on, each once it was looked through; the first names the columns."""
    found, arriving = finder(organisation), iter(lines)
    header = next(arriving, None)
    if header is None:
        return
    _refuse(places_in_rows([header], found, header, 1))
    yield header
    before, number = list(header), 2
    while batch := list(islice(arriving, A_BATCH)):
        _refuse(places_in_rows([before, *batch], found, header, number - 1))
        yield from batch
        before, number = list(batch[-1]), number + len(batch)


def check_stream(pieces: Iterable[bytes], encoding: str, organisation: int | None) -> None:
    """Look through a long text as it is read, never all of it at once."""
    found, decoder = finder(organisation), codecs.getincrementaldecoder(encoding)("replace")
    tail, line = "", 1
    for piece in chain(_of_some_length(pieces), [b""]):
        text = tail + decoder.decode(piece, final=not piece)
        _refuse(places_in_text(text, found, line))
        kept = text[-LINES_TOGETHER * MOST_LETTERS :]
        line += text.count("\n") - kept.count("\n")
        tail = kept


def _texts(data: Any, way: tuple[str, ...]) -> Iterator[Piece]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield " › ".join((*way, "…")), str(name)
            yield from _texts(value, (*way, str(name)))
    elif isinstance(data, list | tuple):
        for at, value in enumerate(data, 1):
            yield from _texts(value, (*way, str(at)))
    elif data is not None and not isinstance(data, bool):
        yield " › ".join(way), str(data)


def _of_some_length(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _refuse(places: Sequence[str]) -> None:
    if places:
        raise MustNotLeave(places)
