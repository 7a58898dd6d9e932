"""What the import targets of records share: absent answers, keys that give nothing away, and undoing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import ProtectedError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.cases.actions import store
from waystation.cases.coding import NOT_ASKED
from waystation.core.errors import ActionRefused
from waystation.core.importing.storing import known_keys, take_back
from waystation.core.importing.targets import Field, Row
from waystation.core.models import ImportRun, Organisation, User
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import Keyring


class RecordTarget:
    """A target whose rows become one record each.

    The key of a row is made of its answers, names among them; it is stored blinded by the vault's key, so that
    nobody can try names against a stolen database.
    """

    code: str
    label: Any
    right = Right.IMPORT_RECORDS
    fields: tuple[Field, ...]
    model: ClassVar[type[models.Model]]
    vault: ClassVar[str]

    def write(self, rows: Iterable[Row], run: ImportRun, by: User | None) -> int:
        keys = keyring()
        return store([self.record(row, run, by, keys) for row in rows])

    def record(self, row: Row, run: ImportRun, by: User | None, keys: Keyring) -> models.Model:
        """Return the unsaved record of a row."""
        raise NotImplementedError

    def existing_keys(self, keys: Sequence[str], organisation: Organisation) -> set[str]:
        blinded = {self.blind(key): key for key in keys}
        return {blinded[known] for known in known_keys(self.model, list(blinded), organisation)}

    def blind(self, key: str) -> str:
        return keyring().blind(self.vault, key)

    def undo(self, run: ImportRun, by: User | None) -> int:  # noqa: ARG002  the run says by whom
        return taken_back(self.model, run)


def taken_back(model: type[models.Model], run: ImportRun) -> int:
    """Delete what the run wrote into one table; ActionRefused when other records stand on it."""
    try:
        return take_back(model, run)
    except ProtectedError as error:
        raise ActionRefused(_("Later work stands on these records. Take that back first.")) from error


def coded(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return the codes of these answers; what the file did not say was not asked."""
    return {name: values.get(name) or NOT_ASKED for name in names}


def several(values: Mapping[str, Any], *names: str) -> dict[str, list[str]]:
    """Return the lists of codes of these answers."""
    return {name: sorted(values.get(name) or ()) for name in names}


def in_the_future(day: date | None) -> str:
    """Say what is wrong with a day that has not come yet; nothing for any other."""
    return _("This day has not come yet. Correct the day.") if day and day > localdate() else ""
