"""Opens sealed columns of many records to look through them: no objects, and nothing that outlives the search.

What `records.open_text` does for one record stands here once more, unrolled for a hundred thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models

from waystation.core.sealing.envelope import HEAD_BYTES, KEY_BYTES, KEY_ID_BYTES, VERSION, CannotOpen, Place
from waystation.core.sealing.padding import LENGTH_BYTES
from waystation.core.sealing.vaults import Keyring

BATCH = 2000
NONCE = slice(1 + KEY_ID_BYTES, HEAD_BYTES)
REST = slice(HEAD_BYTES, None)
SECRET = slice(LENGTH_BYTES, LENGTH_BYTES + KEY_BYTES)
KNOWN_AS = slice(0, 1 + KEY_ID_BYTES)  # the format and the id of the key
HEX_CODE = 32  # how SQLite keeps the code of a row
Unwrap = Callable[[bytes, bytes, bytes], bytes]


class Scan:
    """Yields batches of (numbers of records, their opened columns in one line each), while `damaged` counts the rest.

    A record whose key is gone, or that was left empty, is passed over; so is every record of a vault that is locked.
    """

    def __init__(self, records: models.QuerySet[Any], columns: Sequence[str], keyring: Keyring) -> None:
        self.damaged = 0
        self._keyring, self._vault = keyring, str(records.model.VAULT)
        label, table = records.model._meta.app_label, str(records.model._meta.model_name)
        self._key_place = (label, table, "record_key")
        self._key_head, *self._heads = [f"{label}|{table}|{name}|".encode() for name in ("record_key", *columns)]
        self._tail = f"|{VERSION}".encode()
        self._sql = records.order_by().values_list("pk", "code", "record_key", *columns).query.sql_with_params()

    def __iter__(self) -> Iterator[tuple[list[int], list[str]]]:
        try:
            unwrappers = _unwrappers(self._keyring, self._vault)
        except CannotOpen:
            return
        with connection.cursor() as cursor:
            cursor.execute(*self._sql)
            while rows := cursor.fetchmany(BATCH):
                yield self._opened(rows, unwrappers)

    def _opened(self, rows: Sequence[Any], unwrappers: dict[bytes, Unwrap]) -> tuple[list[int], list[str]]:
        numbers, lines = [], []
        for number, code, wrapped, *sealed in rows:
            if wrapped is None or not any(sealed):
                continue
            try:
                text = self._text(_written(code), bytes(wrapped), sealed, unwrappers)
            except (InvalidTag, CannotOpen, UnicodeDecodeError):
                self.damaged += 1
            else:
                numbers.append(number)
                lines.append(text)
        return numbers, lines

    def _text(self, code: str, wrapped: bytes, sealed: Sequence[Any], unwrappers: dict[bytes, Unwrap]) -> str:
        end = code.encode() + self._tail
        unwrap = unwrappers.get(wrapped[KNOWN_AS])
        if unwrap:
            secret = unwrap(wrapped[NONCE], wrapped[REST], self._key_head + end)[SECRET]
        else:  # wrapped at the door, or under a key that is not here
            secret = self._keyring.unwrap(wrapped, self._vault, Place(*self._key_place, code)).secret()
        decrypt, texts = AESGCM(secret).decrypt, []
        for head, envelope in zip(self._heads, sealed, strict=True):
            if envelope is not None:
                plain = decrypt(envelope[NONCE], envelope[REST], head + end)
                texts.append(plain[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(plain[:LENGTH_BYTES], "big")])
        return b" ".join(texts).decode()


def _unwrappers(keyring: Keyring, vault: str) -> dict[bytes, Unwrap]:
    """Return what opens record keys, by the beginning of their envelope."""
    return {bytes([VERSION]) + each.id: AESGCM(each.key.secret()).decrypt for each in keyring.generations(vault)}


def _written(code: UUID | str) -> str:
    """Return the code as records are bound to it, however the database gives it."""
    if isinstance(code, str) and len(code) == HEX_CODE:
        return f"{code[:8]}-{code[8:12]}-{code[12:16]}-{code[16:20]}-{code[20:]}"
    return str(code)
