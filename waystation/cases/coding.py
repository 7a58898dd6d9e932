"""Columns that hold codes of a code list; `unknown`, `refused` and `not asked` are three different answers."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from waystation import vocab

NOT_ASKED = "not_asked"


class UnknownAnswer(Exception):
    """A record holds a code that its list does not know; the message names both."""


class CodeField(models.CharField[Any, Any]):
    """One code of the list `codes`, or an absent answer; never asked unless somebody answers."""

    def __init__(self, codes: str = "", **options: Any) -> None:
        self.codes = codes
        super().__init__(**{"max_length": 40, "default": NOT_ASKED, **options})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations know this column as plain text, and so never import this project."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def answers(self, value: str) -> Iterable[str]:
        return (value,) if value or not self.blank else ()


class CodesField(models.JSONField):
    """Several codes of the list `codes`; the empty list means nothing was told."""

    def __init__(self, codes: str = "", **options: Any) -> None:
        self.codes = codes
        super().__init__(**{"default": list, "blank": True, **options})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def answers(self, value: Iterable[str]) -> Iterable[str]:
        return value


def check_answers(record: models.Model) -> None:
    """Refuse a record that holds a code unknown to its list."""
    for field in record._meta.concrete_fields:
        if isinstance(field, (CodeField, CodesField)):
            for code in field.answers(getattr(record, field.attname)):
                check_answer(field.codes, code)


def check_answer(codes: str, code: str) -> None:
    """Refuse a code that is neither of the list nor an absent answer."""
    if code not in vocab.ABSENT and code not in vocab.code_list(codes):
        raise UnknownAnswer(f"The list {codes} has no code {code!r}. Choose one of its codes.")
