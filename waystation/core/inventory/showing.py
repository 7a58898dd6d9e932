"""The inventory as staff and auditors read it: what is sealed, and what stands in the clear for which reason."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst

from waystation.core.inventory.checking import declaration, fields_of, stored
from waystation.core.inventory.declared import CIPHERTEXT, SEALED, reasons
from waystation.core.inventory.declared import Declaration as Declared

HIDDEN = (SEALED, CIPHERTEXT)


class Field(NamedTuple):
    """One stored field, the record it is of, and what is declared of it."""

    record: str
    name: str
    declared: Declared


def inventory() -> list[Field]:
    """Return every declared field of every record."""
    return [Field(model._meta.label_lower, field.name, said) for model in stored() for field, said in _declared(model)]


def _declared(model: Any) -> Iterator[tuple[Any, Declared]]:
    for field in fields_of(model):
        _place, said = declaration(model, field)
        if said:
            yield field, said


def sealed(fields: list[Field]) -> dict[str, list[str]]:
    """Return the names of the sealed fields of each record that has some, the keys of rows left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        if field.declared.kind in HIDDEN and field.name != "record_key":
            found[field.record].append(field.name)
    return dict(found)


def clear(fields: list[Field]) -> dict[str, dict[str, list[str]]]:
    """Return for each reason the fields of each record that stand in the clear by it, the commonest reason first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for field in fields:
        if field.declared.kind not in HIDDEN:
            found[field.declared.why][field.record].append(field.name)
    return dict(sorted(found.items(), key=lambda item: (-count(item[1]), item[0])))


def count(by_record: dict[str, list[str]]) -> int:
    return sum(map(len, by_record.values()))


def in_words(by_record: dict[str, list[str]]) -> str:
    """Say `cases.person: sex, region; cases.case: ending`."""
    return "; ".join(f"{record}: {', '.join(names)}" for record, names in sorted(by_record.items()))


def said(why: str, language: str) -> str:
    """Say a reason in the language; in English where it is not said in that one."""
    return capfirst(reasons().get(why, {}).get(language, why))
