"""Long contents, sealed part by part as they pass: none is ever whole in memory, and none tells its exact length.

Format 3: version byte, salt, then parts of equal size. The stream's own key follows from the record's key, the salt and
the place (HKDF). Part n is AES-256-GCM under the nonce (n, is it the last?), so that parts which were cut off, added,
left out or exchanged do not open. Each part says how much it carries; parts that carry nothing fill the stream up to
a size class, so that sizes tell little.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.core.sealing.envelope import KEY_BYTES, NONCE_BYTES, TAG_BYTES, CannotOpen, Key, Place
from waystation.core.sealing.padding import LENGTH_BYTES

VERSION = 3
SALT_BYTES = 32
HEAD_BYTES = 1 + SALT_BYTES
PADDED_PART_BYTES = 65_536
PART_BYTES = PADDED_PART_BYTES - LENGTH_BYTES
SEALED_PART_BYTES = PADDED_PART_BYTES + TAG_BYTES


def parts_in_class(parts: int) -> int:
    """Return up to how many parts a stream of so many is filled: 1, 2, 3, 4, 6, 8, 12, 16, 24 and so on."""
    full = 1 << max(parts - 1, 0).bit_length()
    three_quarters = full * 3 // 4
    return three_quarters if full >= 4 and parts <= three_quarters else full


def seal_stream(pieces: Iterable[bytes], file: BinaryIO, key: Key, place: Place) -> int:
    """Write the pieces into the file, sealed for this place; return the number of parts, a size class."""
    salt, number = os.urandom(SALT_BYTES), 0
    cipher, bound = _cipher(key, salt, place), place.bound(VERSION)
    file.write(bytes([VERSION]) + salt)
    waiting: bytes | None = None
    for part in _filled(_of_equal_size(pieces)):
        if waiting is not None:
            file.write(cipher.encrypt(_nonce(number, last=False), waiting, bound))
            number += 1
        waiting = part
    file.write(cipher.encrypt(_nonce(number, last=True), waiting or b"", bound))
    return number + 1


def open_stream(file: BinaryIO, key: Key, place: Place) -> Iterator[bytes]:
    """Yield what was sealed, piece by piece.

    CannotOpen for a stream that was changed, cut, lengthened, put in another order or moved here, at the latest in
    the place of its last piece: whoever needs all of it has it only when this ends by itself.
    """
    head = file.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        raise CannotOpen(f"{place}: the beginning of the sealed file is missing. Restore the backup.")
    if head[0] != VERSION:
        raise CannotOpen(f"{place}: sealed in format {head[0]}, this version reads {VERSION}. Update the program.")
    cipher, bound, number = _cipher(key, head[1:], place), place.bound(VERSION), 0
    sealed = file.read(SEALED_PART_BYTES)
    while True:
        after = file.read(SEALED_PART_BYTES)
        try:
            part = cipher.decrypt(_nonce(number, last=not after), sealed, bound)
        except InvalidTag as error:
            why = f"{place}: part {number + 1} of the sealed file was changed, moved or cut off. Restore the backup."
            raise CannotOpen(why) from error
        if carried := part[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(part[:LENGTH_BYTES], "big")]:
            yield carried
        if not after:
            return
        sealed, number = after, number + 1


def _cipher(key: Key, salt: bytes, place: Place) -> AESGCM:
    info = b"waystation stream 3|" + place.bound(VERSION)
    return AESGCM(HKDF(hashes.SHA256(), KEY_BYTES, salt=salt, info=info).derive(key.secret()))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([last])


def _filled(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts as they are sealed, and behind them as many empty ones as the size class has room for."""
    count = 0
    for part in parts:
        count += 1
        yield (len(part).to_bytes(LENGTH_BYTES, "big") + part).ljust(PADDED_PART_BYTES, b"\0")
    for _empty in range(parts_in_class(count) - count):
        yield bytes(PADDED_PART_BYTES)


def _of_equal_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PART_BYTES:
            yield bytes(waiting[:PART_BYTES])
            del waiting[:PART_BYTES]
    if waiting:
        yield bytes(waiting)
