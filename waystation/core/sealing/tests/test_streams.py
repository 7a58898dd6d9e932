"""A sealed stream opens whole, in its own place and order, or says that it does not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.core.sealing.envelope import CannotOpen, Key, Place
from waystation.core.sealing.streams import (
    HEAD_BYTES,
    PART_BYTES,
    SEALED_PART_BYTES,
    open_stream,
    parts_in_class,
    seal_stream,
)

KEY = Key.new()
PLACE = Place("documents", "document", "original", "0001")
lengths = st.integers(0, 3 * PART_BYTES) | st.sampled_from([PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES])


def sealed(*pieces, key=KEY, place=PLACE):
    file = io.BytesIO()
    seal_stream(pieces, file, key, place)
    return file.getvalue()


def opened(stored, key=KEY, place=PLACE):
    return b"".join(open_stream(io.BytesIO(stored), key, place))


def content(length):
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def parts_of(stored):
    body = stored[HEAD_BYTES:]
    return stored[:HEAD_BYTES], [body[at : at + SEALED_PART_BYTES] for at in range(0, len(body), SEALED_PART_BYTES)]


@settings(deadline=None, max_examples=40)
@given(lengths, st.lists(st.integers(1, PART_BYTES * 2), max_size=4))
def test_what_was_sealed_comes_back_whatever_the_pieces(length, cuts):
    whole, pieces, at = content(length), [], 0
    for cut in cuts:
        pieces.append(whole[at : at + cut])
        at += cut
    assert opened(sealed(*pieces, whole[at:])) == whole


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=8, max_size=300))
def test_nothing_stands_in_clear_and_nothing_looks_the_same_twice(text):
    assert text not in sealed(text)
    assert sealed(text)[HEAD_BYTES:] != sealed(text)[HEAD_BYTES:]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), st.data())
def test_any_changed_byte_is_refused(parts, data):
    stored = bytearray(sealed(content(parts * PART_BYTES)))
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        opened(bytes(stored))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6), st.data())
def test_a_cut_stream_is_refused_wherever_it_was_cut(parts, data):
    stored = sealed(content(parts * PART_BYTES))
    at = data.draw(
        st.integers(0, len(stored) - 1) | st.integers(0, parts - 1).map(lambda n: HEAD_BYTES + n * SEALED_PART_BYTES)
    )
    with pytest.raises(CannotOpen):
        opened(stored[:at])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_parts_left_out_added_repeated_or_exchanged_are_refused(data):
    head, parts = parts_of(sealed(content(4 * PART_BYTES)))
    order = data.draw(
        st.lists(st.integers(0, len(parts) - 1), max_size=6).filter(lambda o: o != list(range(len(parts))))
    )
    with pytest.raises(CannotOpen):
        opened(head + b"".join(parts[number] for number in order))


def test_parts_of_another_stream_do_not_fit_even_under_the_same_key():
    head, parts = parts_of(sealed(content(2 * PART_BYTES)))
    _other, theirs = parts_of(sealed(content(2 * PART_BYTES)))
    with pytest.raises(CannotOpen):
        opened(head + parts[0] + theirs[1])


@pytest.mark.parametrize("elsewhere", [Place("documents", "document", "original", "2"), Place("a", "b", "c", "0001")])
def test_a_stream_opens_only_in_its_place(elsewhere):
    with pytest.raises(CannotOpen):
        opened(sealed(b"words"), place=elsewhere)


def test_another_key_opens_nothing():
    with pytest.raises(CannotOpen):
        opened(sealed(b"words"), key=Key.new())


def test_a_format_of_the_future_asks_for_an_update():
    with pytest.raises(CannotOpen, match="Update the program"):
        opened(b"\x09" + sealed(b"words")[1:])


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(stored):
    with pytest.raises(CannotOpen):
        opened(stored)


@given(st.integers(1, 10_000))
def test_a_size_class_holds_its_stream_and_wastes_at_most_half(parts):
    assert parts <= parts_in_class(parts) < max(2, parts * 1.5)


def test_sizes_fall_into_few_classes():
    assert len({parts_in_class(parts) for parts in range(1, 4097)}) == 24
    assert {len(sealed(content(size))) for size in (0, 1, 30_000, PART_BYTES)} == {HEAD_BYTES + SEALED_PART_BYTES}
