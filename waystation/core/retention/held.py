"""Everything that is held about a person: found by walking from the person along every relation, in any room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from waystation import vocab
from waystation.core.models import User
from waystation.core.retention.labels import FIELDS, KINDS
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord, open_text
from waystation.core.sealing.vaults import Keyring

PERSON = "cases.person"
LEFT_OUT = {
    "record_key",
    "row_key",
    "import_run",
    "phone_index",
    "reader",
    "conversation",
    "waiting",
}  # keys and the ways of an import: nothing about the person
BY_STAFF = "role"


@dataclass(frozen=True)
class Answer:
    """One field: its name in the program, its label and its value as read by people, and the value as stored."""

    name: str
    label: str
    said: str
    value: Any


@dataclass(frozen=True)
class Held:
    """One record: what kind it is, and its answers."""

    kind: str
    label: str
    code: str
    answers: tuple[Answer, ...]


def held_about(person: models.Model, ring: Keyring) -> list[Held]:
    """Return every record about the person, opened; CannotOpen where one of them is locked: half an answer is none."""
    return [_held(record, ring) for record in records_about(person)]


def records_about(person: models.Model) -> Iterator[models.Model]:
    """Yield the person, and whatever points to it, directly or through what points to it."""
    seen: set[tuple[str, int]] = set()
    waiting: list[models.Model] = [person]
    while waiting:
        record = waiting.pop(0)
        if (record._meta.label_lower, record.pk) not in seen:
            seen.add((record._meta.label_lower, record.pk))
            yield record
            waiting += _pointing_to(record)


def kinds_about() -> set[type[models.Model]]:
    """Return every model that can be about a person."""
    found: set[type[models.Model]] = set()
    waiting: list[type[models.Model]] = [apps.get_model(PERSON)]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [relation.related_model for relation in _relations(model)]
    return found


def fields_of(model: type[models.Model]) -> Iterator[Any]:
    """Yield the fields that say something: no numbers of rows, no keys."""
    for field in model._meta.concrete_fields:
        points = field.related_model
        if not (field.primary_key or field.name in LEFT_OUT or (points is not None and points is not User)):
            yield field


def _relations(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.related_objects:
        if relation.related_model.__module__.startswith("waystation."):
            yield relation


def _pointing_to(record: models.Model) -> Iterator[models.Model]:
    for relation in _relations(type(record)):
        yield from relation.related_model._base_manager.filter(**{relation.field.name: record}).order_by("pk")


def _held(record: models.Model, ring: Keyring) -> Held:
    kind = record._meta.label_lower
    answers = tuple(_answer(record, field, ring) for field in fields_of(type(record)))
    return Held(kind, str(KINDS.get(kind, kind)), str(getattr(record, "code", record.pk)), answers)


def _answer(record: models.Model, field: Any, ring: Keyring) -> Answer:
    label = str(FIELDS.get(field.name, field.name))
    value = getattr(record, field.name)
    if isinstance(field, SealedText) and isinstance(record, SealedRecord):
        value = open_text(record, field.name, ring)
    elif isinstance(value, User):
        value = value.role
        return Answer(f"{field.name}_{BY_STAFF}", label, getattr(record, field.name).get_role_display(), value)
    return Answer(field.name, label, _said(field, value), _plain(value))


def _said(field: Any, value: Any) -> str:
    """Say a value in the language of the moment."""
    codes = getattr(field, "codes", "")
    language = get_language() or "en"
    if codes and isinstance(value, list):
        return ", ".join(vocab.label(codes, each, language) for each in value)
    if codes:
        return vocab.label(codes, value, language) if value else ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j E Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j E Y")
    choices: Mapping[Any, Any] = dict(field.flatchoices or ())
    return "" if value is None else str(choices.get(value, value))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
