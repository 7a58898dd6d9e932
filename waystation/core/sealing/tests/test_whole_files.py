"""A sealed file opens whole, in its own place, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.sealing.envelope import CannotOpen, Key, Place
from waystation.core.sealing.vaults import IMPORTS, Keyring
from waystation.core.sealing.whole_files import (
    PART_BYTES,
    SEALED_PART_BYTES,
    WRAPPED_KEY_BYTES,
    open_file,
    seal_file,
)

KEYRING = Keyring({IMPORTS: Key.new()})
PLACE = Place("core", "importrun", "file", "0001")


def sealed(*parts):
    file = io.BytesIO()
    seal_file(parts, file, KEYRING, IMPORTS, PLACE)
    return file.getvalue()


def opened(stored, place=PLACE):
    return b"".join(open_file(io.BytesIO(stored), KEYRING, IMPORTS, place))


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_what_was_sealed_comes_back(parts):
    assert opened(sealed(*parts)) == b"".join(parts)


def test_a_long_file_comes_back_whatever_the_pieces():
    text = bytes(range(256)) * (2 * PART_BYTES // 256 + 9)
    assert opened(sealed(text[:77], text[77:])) == text


def test_nothing_of_it_stands_in_clear():
    assert b"Marija" not in sealed(b"Marija;070 000 001\n" * 100)


def test_another_place_or_a_changed_byte_opens_nothing():
    stored = sealed(b"words")
    with pytest.raises(CannotOpen):
        opened(stored, Place("core", "importrun", "file", "0002"))
    for at in (3, WRAPPED_KEY_BYTES + 30, len(stored) - 1):
        with pytest.raises(CannotOpen):
            opened(stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])


def test_parts_cannot_change_places():
    stored = sealed(b"a" * PART_BYTES + b"b" * PART_BYTES)
    head, first, second = (
        stored[:WRAPPED_KEY_BYTES],
        stored[WRAPPED_KEY_BYTES : WRAPPED_KEY_BYTES + SEALED_PART_BYTES],
        stored[WRAPPED_KEY_BYTES + SEALED_PART_BYTES :],
    )
    with pytest.raises(CannotOpen):
        opened(head + second + first)


@given(st.binary(max_size=400))
def test_random_bytes_are_refused(stored):
    with pytest.raises(CannotOpen):
        opened(stored)
