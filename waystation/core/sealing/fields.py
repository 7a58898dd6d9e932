"""A column that holds sealed text, and nothing that would show it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sealed:
    """A sealed value as stored; it shows nothing and opens only through `records.open_text`."""

    __slots__ = ("stored",)

    def __init__(self, stored: bytes) -> None:
        self.stored = stored

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.stored == self.stored

    def __hash__(self) -> int:
        return hash(self.stored)


class SealedText(models.BinaryField[Any, Any]):
    """Sealed text, stored as bytes; empty means nothing was written down.

    Refuses plain text with TypeError: what was not sealed cannot be stored by mistake.
    """

    description = _("Sealed text")

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations know this column as plain bytes, and so never import this project."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.BinaryField", args, options

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"Seal the text before storing it in {self.name}.")
        return super().get_db_prep_value(None if value is None else value.stored, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        return "" if self.value_from_object(obj) is None else "<sealed>"
