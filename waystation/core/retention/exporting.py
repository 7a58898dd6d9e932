"""What is held about a person as one file for the person: a page to read and print, and the same for machines."""

import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.models import User
from waystation.core.outlets.checking import check_data, check_stream, finder
from waystation.core.outlets.errors import MustNotLeave
from waystation.core.outlets.leaving_out import without
from waystation.core.outlets.marks import Finder
from waystation.core.retention.along import Original, originals_of
from waystation.core.retention.held import Answer, Held, held_about
from waystation.core.sealing.vaults import Keyring
from waystation.core.trail import showing
from waystation.core.trail.access import about_person
from waystation.ui.tables import Table

NOT_IN_A_NAME = re.compile(r"[^\w.,() -]")


@dataclass(frozen=True)
class Along:
    """A document in the file: where it lies there, and what it is called; `file` is empty for one that stays here."""

    file: str
    title: str
    original: Original


@transaction.atomic
def export_person(
    person: models.Model, ring: Keyring, language: str, *, by: User, without_files: Collection[str] = ()
) -> Iterator[bytes]:
    """Return the pieces of a ZIP in the person's language, its documents read as they leave.

    Audited as `person.exported`, and as `document.exported` for each document. CannotOpen where something is locked,
    before anything has left. `without_files` names by code the documents that stay, because they are about others.
    """
    with translation.override(language):
        held = _without_guarded(held_about(person, ring), by)
        wanted = [each for each in originals_of(person, ring, by) if each.code not in without_files]
        along = _along(wanted, finder(by.organisation_id), by)
        _person, entries = about_person(by, person.code)  # type: ignore[attr-defined]
        looked = showing.sheet(entries)
        audit.record("person.exported", on=person, by=by, records=len(held), files=len(along), language=language)
        for each in along:
            if each.file:
                audit.record("document.exported", on=each.original.record, by=by, own_name=1)
        page = render_to_string("retention/records.html", _context(held, looked, along, language))
        data = json.dumps(_as_data(held, looked, along, language), ensure_ascii=False, indent=1)
    return _zipped({"records.html": page, "records.json": data}, [each for each in along if each.file])


def _along(originals: Sequence[Original], found: Finder, by: User) -> list[Along]:
    """Give each document its place in the file; one that must not leave keeps none."""
    return [_placed(number, each, found, by) for number, each in enumerate(originals, 1)]


def _placed(number: int, original: Original, found: Finder, by: User) -> Along:
    said = _("[left out: it would say where others are safe]")
    title = without(original.title, found, said)
    next(original.pieces(), b"")
    try:
        if original.encoding:
            check_stream(original.pieces(), original.encoding, by.organisation_id)
    except MustNotLeave:
        return Along("", title, original)
    name = NOT_IN_A_NAME.sub("_", original.name)[-80:].strip(". ")
    name = original.code[:8] if not name or found.finds(original.name) else name
    return Along(f"{_('documents')}/{number:02}-{name}", title, original)


def _without_guarded(held: Sequence[Held], by: User) -> list[Held]:
    """Leave out of the person's own texts what must never leave: it protects others who live there.

    MustNotLeave where it is divided over several answers, so that no one of them could be left out.
    """
    found, said = finder(by.organisation_id), _("[left out: it would say where others are safe]")
    if not found:
        return list(held)
    kept = [replace(each, answers=tuple(_kept(answer, found, said) for answer in each.answers)) for each in held]
    check_data([asdict(each) for each in kept], by.organisation_id)
    return kept


def _kept(answer: Answer, found: Finder, said: str) -> Answer:
    value = answer.value
    if isinstance(value, str):
        value = without(value, found, said)
    elif isinstance(value, list | dict) and found.finds(json.dumps(value, ensure_ascii=False)):
        value = said
    return replace(answer, said=without(answer.said, found, said), value=value)


def _zipped(texts: Mapping[str, str], along: Sequence[Along]) -> Iterator[bytes]:
    """Yield the ZIP as it grows: no document is ever whole in memory or on the disk."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
        for each in along:
            with archive.open(each.file, "w", force_zip64=True) as entry:
                for piece in each.original.pieces():
                    entry.write(piece)
                    yield pipe.taken()
        yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """Takes what the archive writes, and gives it on; the archive cannot go back in it."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece


def _context(held: Sequence[Held], looked: Table, along: Sequence[Along], language: str) -> dict[str, object]:
    return {"held": held, "looked": looked, "along": along, "language": language, "made_at": now()}


def _as_data(held: Sequence[Held], looked: Table, along: Sequence[Along], language: str) -> dict[str, object]:
    names = ("day", "who", "what", "times")
    lines = [dict(zip(names, map(str, row.values), strict=True)) for row in looked.rows]
    files = [{"file": each.file, "title": each.title, "code": each.original.code} for each in along]
    return {"format": 2, "language": language, "made_at": now().isoformat(), "records": [asdict(each) for each in held],
            "documents": files, "who_looked": lines}  # fmt: skip
