"""Compares what is declared with what the models are; every fault says which line to write where."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from waystation.core.inventory.declared import (
    CIPHERTEXT,
    CLEAR,
    CLEAR_TEXT,
    SEALED,
    Declaration,
    Table,
    table_for,
    tables,
)
from waystation.core.sealing.fields import SealedText

SHORT = 80  # a text this long holds a name and more
WIDE = (models.TextField, models.JSONField, models.FileField)
Model = type[models.Model]


def stored() -> list[Model]:
    """Return every model with a table of its own, those between two others included."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def fields_of(model: Model) -> list[Any]:
    """Return the fields to declare; the number of a row is the database's own."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def declaration(model: Model, field: Any) -> tuple[Table, Declaration | None]:
    """Return what is declared of a field, in the table of its model or of the abstract model that brought it."""
    places = [table_for(label) for label in _labels(model, field)]
    for place in places:
        if field.name in place.lines:
            return place, place.lines[field.name]
    return places[-1], None


def _labels(model: Model, field: Any) -> list[str]:
    """Return the labels under which the field may be declared: its model's, then that of an abstract model of ours."""
    bases = [base for base in model.__mro__[1:] if getattr(getattr(base, "_meta", None), "abstract", False)]
    brought = [base for base in bases if any(own.name == field.name for own in base._meta.local_fields)]  # type: ignore[attr-defined]
    ours = [base._meta.label_lower for base in brought if base.__module__.startswith("waystation.")]  # type: ignore[attr-defined]
    return [model._meta.label_lower, *ours]


def holds_texts(field: Any) -> bool:
    """Say whether somebody could write a name into the field: wide, and bound to no list of codes."""
    if field.choices or getattr(field, "codes", "") or isinstance(field, SealedText):
        return False
    return isinstance(field, WIDE) or (isinstance(field, models.CharField) and (field.max_length or SHORT) >= SHORT)


def faults(checked: Iterable[Model]) -> Iterator[str]:
    """Yield what is wrong with the declarations of these models, and what to write."""
    for model in checked:
        for field in fields_of(model):
            place, found = declaration(model, field)
            why = _undeclared(field, found)
            if why:
                name = f"{model._meta.label_lower}.{field.name}"
                yield f"{name} {why} In {place.file} under {place.heading} write: {_line(field)}"


def leftovers(checked: Iterable[Model]) -> Iterator[str]:
    """Yield the lines that declare a field or a model which is not there."""
    fields = [(model, field) for model in checked for field in fields_of(model)]
    known = {(label, field.name) for model, field in fields for label in _labels(model, field)}
    for table in tables().values():
        for name in table.lines:
            if (table.label, name) not in known:
                yield f"{table.file} declares {name} under {table.heading}, which is not there. Take the line away."


def _undeclared(field: Any, found: Declaration | None) -> str:
    if found is None:
        return "is not declared."
    if found.kind not in {SEALED, CIPHERTEXT, CLEAR, CLEAR_TEXT}:
        return f"is declared as “{found.kind}”, which means nothing."
    if isinstance(field, SealedText):
        return "" if found.kind == SEALED else "is a SealedText and declared clear."
    return _unsealed(field, found)


def _unsealed(field: Any, found: Declaration) -> str:
    if found.kind == SEALED:
        return "is declared sealed and would be stored in the clear: make it a SealedText, or say why clear will do."
    if not found.why:
        return "does not say why that is acceptable."
    if found.kind == CIPHERTEXT:
        return "" if isinstance(field, models.BinaryField) else "is declared as ciphertext and holds no bytes."
    if (found.kind == CLEAR_TEXT) != holds_texts(field):
        return "is wide enough for a name." if holds_texts(field) else "holds no free text."
    return ""


def _line(field: Any) -> str:
    if isinstance(field, SealedText):
        return f'{field.name} = "sealed"'
    kind = CLEAR_TEXT if holds_texts(field) else CLEAR
    return f'{field.name} = "{kind}: why whoever takes the disk may read it"'
