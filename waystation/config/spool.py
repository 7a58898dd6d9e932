"""What is received and too long for the memory waits on the disk, sealed under a key that is in this memory alone.

The file has no name and ends with the process; what is left on the disk of it, or of a copy of the disk, opens for
nobody, because the key was never written anywhere.
"""

import io
import os
import tempfile

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16  # as AES-256-GCM has them; the public door loads no room of sealing

IN_MEMORY_BYTES = 2 * 1024 * 1024
PART_BYTES = 256 * 1024
SEALED_PART_BYTES = PART_BYTES + TAG_BYTES


class SealedSpool(io.RawIOBase):
    """Written from beginning to end, then read, at any place and as often as one likes.

    Short contents stay in memory. It is one process's own, for one thread at a time.
    """

    def __init__(self) -> None:
        self._cipher = AESGCM(os.urandom(KEY_BYTES))
        self._end = bytearray()  # what was written and not sealed
        self._sealed_parts, self._at = 0, 0
        self._file: io.BufferedRandom | None = None
        self._opened: tuple[int, bytes] = (-1, b"")

    def __len__(self) -> int:
        return self._sealed_parts * PART_BYTES + len(self._end)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, piece: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        self._end += piece
        self._at = len(self)
        if self._sealed_parts or len(self._end) > IN_MEMORY_BYTES:
            self._seal_full_parts()
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self)}[whence]
        self._at = max(0, begin + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readall(self) -> bytes:
        return self.read()

    def read(self, size: int | None = -1) -> bytes:
        wanted = len(self) - self._at if size is None or size < 0 else size
        found = bytearray()
        while len(found) < wanted and (piece := self._piece(wanted - len(found))):
            found += piece
            self._at += len(piece)
        return bytes(found)

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        found = self.read(len(target))
        target[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._end, self._opened = bytearray(), (-1, b"")
        if self._file is not None:
            self._file.close()
        super().close()

    def _piece(self, most: int) -> bytes:
        number, within = divmod(self._at, PART_BYTES)
        if number < self._sealed_parts:
            return self._part(number)[within : within + most]
        beyond = self._at - self._sealed_parts * PART_BYTES
        return bytes(self._end[beyond : beyond + min(most, PART_BYTES)])

    def _part(self, number: int) -> bytes:
        if self._opened[0] != number and self._file is not None:
            self._file.seek(number * SEALED_PART_BYTES)
            self._opened = (number, self._cipher.decrypt(_nonce(number), self._file.read(SEALED_PART_BYTES), None))
        return self._opened[1]

    def _seal_full_parts(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  closed with this
        self._file.seek(self._sealed_parts * SEALED_PART_BYTES)
        while len(self._end) >= PART_BYTES:
            self._file.write(self._cipher.encrypt(_nonce(self._sealed_parts), bytes(self._end[:PART_BYTES]), None))
            del self._end[:PART_BYTES]
            self._sealed_parts += 1
        self._file.flush()


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
