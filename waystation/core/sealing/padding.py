"""Pads secrets to size classes, so that the length of what rests in the database tells little."""

CLASSES = (64, 256, 1024, 4096, 16_384, 65_536)
LENGTH_BYTES = 4


class DamagedPadding(Exception):
    """The opened bytes do not say how long the text is."""


def size_class(length: int) -> int:
    """Return the number of bytes a text of `length` bytes is padded to."""
    for size in CLASSES:
        if length <= size:
            return size
    largest = CLASSES[-1]
    return -(-length // largest) * largest


def pad(text: bytes) -> bytes:
    """Write the length before the text and zeros behind it, up to the size class."""
    framed = len(text).to_bytes(LENGTH_BYTES, "big") + text
    return framed.ljust(size_class(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the text; refuse a length that does not fit."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) < LENGTH_BYTES or length > len(padded) - LENGTH_BYTES:
        raise DamagedPadding(f"The length says {length} bytes, but only {len(padded)} are there. Restore the backup.")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
