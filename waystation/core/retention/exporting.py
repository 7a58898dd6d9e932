"""What is held about a person as one file for the person: a page to read and print, and the same for machines."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now

from waystation.core import audit
from waystation.core.models import User
from waystation.core.retention.held import Held, held_about
from waystation.core.sealing.vaults import Keyring
from waystation.core.trail import showing
from waystation.core.trail.access import about_person
from waystation.ui.tables import Table


@transaction.atomic
def export_person(person: models.Model, ring: Keyring, language: str, *, by: User) -> bytes:
    """Return the ZIP in the person's language. Audited as `person.exported`; CannotOpen where something is locked."""
    with translation.override(language):
        held = held_about(person, ring)
        _person, entries = about_person(by, person.code)  # type: ignore[attr-defined]
        looked = showing.sheet(entries)
        audit.record("person.exported", on=person, by=by, records=len(held), language=language)
        return _zipped(held, looked, language)


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
