"""What is sealed opens only unchanged, under its key, at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.sealing.envelope import HEAD_BYTES, TAG_BYTES, CannotOpen, Key, Place, seal, unseal
from waystation.core.sealing.padding import CLASSES, DamagedPadding, pad, size_class, unpad

part = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), max_size=20)
places = st.builds(Place, part, part, part, part)
keys = st.binary(min_size=32, max_size=32).map(Key)


@given(st.binary(max_size=5000), keys, places)
def test_what_was_sealed_comes_back(plain, key, place):
    assert unseal(seal(plain, key, place), key, place) == plain


@given(st.text(max_size=300), keys, places)
def test_the_text_is_not_in_the_envelope(text, key, place):
    envelope = seal(text.encode(), key, place)
    assert len(text) < 3 or text.encode() not in envelope
    assert envelope != seal(text.encode(), key, place), "the same text must not look the same twice"


@given(st.binary(max_size=200), keys, places, st.data())
def test_any_changed_byte_is_refused(plain, key, place, data):
    envelope = bytearray(seal(plain, key, place))
    where = data.draw(st.integers(0, len(envelope) - 1))
    envelope[where] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        unseal(bytes(envelope), key, place)


@given(st.binary(max_size=200), keys, places, st.integers(0, HEAD_BYTES + TAG_BYTES + 300))
def test_a_cut_envelope_is_refused(plain, key, place, length):
    envelope = seal(plain, key, place)
    if length < len(envelope):
        with pytest.raises(CannotOpen):
            unseal(envelope[:length], key, place)


@given(st.binary(max_size=200), keys, places, places)
def test_an_envelope_opens_only_at_its_place(plain, key, place, elsewhere):
    if place != elsewhere:
        with pytest.raises(CannotOpen, match="moved here from another row or column"):
            unseal(seal(plain, key, place), key, elsewhere)


@given(st.binary(max_size=50), keys, keys, places)
def test_another_key_is_named_as_such(plain, key, other, place):
    if key.id != other.id:
        with pytest.raises(CannotOpen, match=f"sealed under key {key.id.hex()}"):
            unseal(seal(plain, key, place), other, place)


def test_a_format_of_the_future_asks_for_an_update():
    key, place = Key.new(), Place("s", "t", "c", "r")
    envelope = bytearray(seal(b"text", key, place))
    envelope[0] = 9
    with pytest.raises(CannotOpen, match="sealed in format 9"):
        unseal(bytes(envelope), key, place)


def test_places_that_would_read_alike_are_refused():
    with pytest.raises(ValueError, match="must not hold"):
        seal(b"", Key.new(), Place("a|b", "c", "d", "e"))


def test_errors_tell_the_column_but_neither_row_nor_text():
    key, place = Key.new(), Place("cases", "person", "given_name", "row-code")
    with pytest.raises(CannotOpen) as refusal:
        unseal(seal("Елена".encode(), key, place), Key.new(), place)
    assert "cases.person.given_name" in str(refusal.value)
    assert "Елена" not in str(refusal.value)
    assert "row-code" not in str(refusal.value)


def test_a_key_does_not_show_itself():
    key = Key.new()
    assert key.secret().hex() not in repr(key)
    assert key.secret() not in repr(key).encode("latin-1", "ignore")


@given(st.binary(max_size=200_000))
def test_padding_comes_off_and_hides_the_length(text):
    padded = pad(text)
    assert unpad(padded) == text
    assert len(padded) in CLASSES or len(padded) % CLASSES[-1] == 0


def test_short_and_long_names_weigh_the_same():
    assert len(pad(b"Ana")) == len(pad("Снежана-Александра Трајковска".encode())) == size_class(1)


@given(st.binary(max_size=3) | st.just(b"\xff\xff\xff\xff" + bytes(60)))
def test_padding_that_lies_is_refused(damaged):
    with pytest.raises(DamagedPadding):
        unpad(damaged)
