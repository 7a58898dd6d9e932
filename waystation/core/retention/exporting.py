"""What is held about a person as one file for the person: a page to read and print, and the same for machines."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.models import User
from waystation.core.outlets.checking import check_data, finder
from waystation.core.outlets.leaving_out import without
from waystation.core.outlets.marks import Finder
from waystation.core.retention.held import Answer, Held, held_about
from waystation.core.sealing.vaults import Keyring
from waystation.core.trail import showing
from waystation.core.trail.access import about_person
from waystation.ui.tables import Table


@transaction.atomic
def export_person(person: models.Model, ring: Keyring, language: str, *, by: User) -> bytes:
    """Return the ZIP in the person's language. Audited as `person.exported`; CannotOpen where something is locked."""
    with translation.override(language):
        held = _without_guarded(held_about(person, ring), by)
        _person, entries = about_person(by, person.code)  # type: ignore[attr-defined]
        looked = showing.sheet(entries)
        audit.record("person.exported", on=person, by=by, records=len(held), language=language)
        return _zipped(held, looked, language)


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


def _zipped(held: Sequence[Held], looked: Table, language: str) -> bytes:
    context = {"held": held, "looked": looked, "language": language, "made_at": now()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.html", render_to_string("retention/records.html", context))
        archive.writestr("records.json", json.dumps(_as_data(held, looked, language), ensure_ascii=False, indent=1))
    return file.getvalue()


def _as_data(held: Sequence[Held], looked: Table, language: str) -> dict[str, object]:
    names = ("day", "who", "what", "times")
    lines = [dict(zip(names, map(str, row.values), strict=True)) for row in looked.rows]
    return {"format": 1, "language": language, "made_at": now().isoformat(), "records": [asdict(each) for each in held],
            "who_looked": lines}  # fmt: skip
