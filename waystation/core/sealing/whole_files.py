"""Whole files, sealed part by part: the key of the file lies wrapped at its head and goes when the file goes."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from waystation.core.sealing import door
from waystation.core.sealing.envelope import HEAD_BYTES, KEY_BYTES, TAG_BYTES, Key, Place, seal, unseal
from waystation.core.sealing.padding import CLASSES, LENGTH_BYTES, size_class
from waystation.core.sealing.vaults import SHARDED, SLOT_AT, Keyring

PADDED_PART_BYTES = 16 * CLASSES[-1]
PART_BYTES = PADDED_PART_BYTES - LENGTH_BYTES
SEALED_PART_BYTES = HEAD_BYTES + PADDED_PART_BYTES + TAG_BYTES
BEFORE_SHARDS = HEAD_BYTES + size_class(LENGTH_BYTES + KEY_BYTES) + TAG_BYTES
WRAPPED_KEY_BYTES = BEFORE_SHARDS - SLOT_AT


def seal_file(parts: Iterable[bytes], file: BinaryIO, keyring: Keyring, vault: str, place: Place) -> None:
    """Write the parts into the file, sealed under a new key; nothing of them stays in clear."""
    key = Key.new()
    file.write(keyring.wrap(key, vault, place))
    file.writelines(seal(part, key, _place_of_part(place, number)) for number, part in enumerate(_of_equal_size(parts)))


def open_file(file: BinaryIO, keyring: Keyring, vault: str, place: Place) -> Iterator[bytes]:
    """Yield what was sealed, part by part; CannotOpen for a file that was changed, reordered or moved here.

    A file cut between two parts opens without its end: whoever needs all of it compares a digest.
    """
    key = keyring.unwrap(read_wrapped(file), vault, place)
    number = 0
    while sealed := file.read(SEALED_PART_BYTES):
        yield unseal(sealed, key, _place_of_part(place, number))
        number += 1


def read_wrapped(file: BinaryIO) -> bytes:
    """Read the wrapped key at the head of the file: longer by a public half where it was sealed at the door."""
    start = file.read(1)
    form = start[0] if start else 0
    longer = door.PUBLIC_BYTES if form & ~SHARDED == door.VERSION else 0
    return start + file.read((WRAPPED_KEY_BYTES if form & SHARDED else BEFORE_SHARDS) - 1 + longer)


def _place_of_part(place: Place, number: int) -> Place:
    return Place(place.schema, place.table, f"{place.column}/{number}", place.row)


def _of_equal_size(parts: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) >= PART_BYTES:
            yield bytes(waiting[:PART_BYTES])
            del waiting[:PART_BYTES]
    if waiting:
        yield bytes(waiting)
