"""Opens sealed columns of many records to look through them: no objects, and nothing that outlives the search.

What `records.open_text` does for one record stands here once more, unrolled for a hundred thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from waystation.core.sealing import shards
from waystation.core.sealing.envelope import HEAD_BYTES, KEY_BYTES, KEY_ID_BYTES, VERSION, CannotOpen, Place
from waystation.core.sealing.padding import LENGTH_BYTES
from waystation.core.sealing.shards import GONE, SLOT_BYTES
from waystation.core.sealing.vaults import SHARDED, SLOT_AT, Keyring

BATCH = 2000
NONCE_AT = 1 + KEY_ID_BYTES  # before it stand the format and the id of the key
SECRET = slice(LENGTH_BYTES, LENGTH_BYTES + KEY_BYTES)
END = f"|{VERSION}"
from_bytes = int.from_bytes
Unwrap = Callable[[bytes, bytes, bytes], bytes]


class Scan:
    """Yields batches of (numbers of records, their opened columns in one line each), while `damaged` counts the rest.

    A record whose key is gone or destroyed, or that was left empty, is passed over; so is every one of a locked vault.
    """

    def __init__(self, records: models.QuerySet[Any], columns: Sequence[str], keyring: Keyring) -> None:
        self.damaged = 0
        self._keyring, self._vault = keyring, str(records.model.VAULT)
        self._shards = b""
        label, table = records.model._meta.app_label, str(records.model._meta.model_name)
        self._key_place = (label, table, "record_key")
        self._key_head, *self._heads = [f"{label}|{table}|{name}|".encode() for name in ("record_key", *columns)]
        self._query = records.order_by().values_list("pk", "code", "record_key", *columns).query

    def __iter__(self) -> Iterator[tuple[list[int], list[str]]]:
        try:
            unwrappers, sql = _unwrappers(self._keyring, self._vault), self._query.sql_with_params()
        except (CannotOpen, EmptyResultSet):
            return
        with connection.cursor() as cursor:
            cursor.execute(*sql)
            while rows := cursor.fetchmany(BATCH):
                self._shards = self._shards or shards.here().all()  # read behind the rows: it may only be newer
                yield self._opened(rows if connection.vendor == "sqlite" else _as_sqlite(rows), unwrappers)

    def _opened(self, rows: Sequence[Any], unwrappers: dict[bytes, Unwrap]) -> tuple[list[int], list[str]]:
        """Open one batch. All in one place: at this length each call of a function would cost a tenth of the time."""
        numbers, lines, heads, key_head = [], [], self._heads, self._key_head
        every = self._shards
        for number, code, wrapped, *sealed in rows:
            if wrapped is None or not any(sealed):
                continue
            end = f"{code[:8]}-{code[8:12]}-{code[12:16]}-{code[16:20]}-{code[20:]}{END}".encode()
            line = b""
            try:
                known = unwrappers.get(wrapped[:NONCE_AT])
                if known:
                    slot = from_bytes(wrapped[SLOT_AT:]) * SLOT_BYTES
                    shard = every[slot : slot + SLOT_BYTES]
                    if shard == GONE:
                        continue
                    half = known(wrapped[NONCE_AT:HEAD_BYTES], wrapped[HEAD_BYTES:SLOT_AT], key_head + end)[SECRET]
                    secret = (from_bytes(half) ^ from_bytes(shard)).to_bytes(KEY_BYTES)
                else:
                    secret = self._unwrapped(wrapped, end)
                decrypt = AESGCM(secret).decrypt
                for head, envelope in zip(heads, sealed):  # noqa: B905  checking costs time, and they are equally many
                    if envelope:
                        plain = decrypt(envelope[NONCE_AT:HEAD_BYTES], envelope[HEAD_BYTES:], head + end)
                        line += b" " + plain[LENGTH_BYTES : LENGTH_BYTES + from_bytes(plain[:LENGTH_BYTES], "big")]
            except (InvalidTag, CannotOpen):
                self.damaged += 1
            else:
                numbers.append(number)
                lines.append(line.decode())
        return numbers, lines

    def _unwrapped(self, wrapped: bytes, end: bytes) -> bytes:
        """Unwrap a key from the door or from before shards; CannotOpen for one under a key that is not here."""
        place = Place(*self._key_place, end.decode().removesuffix(END))
        return self._keyring.unwrap(wrapped, self._vault, place).secret()


def _unwrappers(keyring: Keyring, vault: str) -> dict[bytes, Unwrap]:
    """Return what opens record keys, by the beginning of their envelope."""
    return {
        bytes([VERSION | SHARDED]) + each.id: AESGCM(each.key.secret()).decrypt for each in keyring.generations(vault)
    }


def _as_sqlite(rows: Sequence[Any]) -> Sequence[Any]:
    """Return rows of PostgreSQL as SQLite gives them: codes as signs, sealed values as bytes."""
    return [(number, code.hex, *(each and bytes(each) for each in rest)) for number, code, *rest in rows]
