"""Parcels: sealed where nobody can open them, taken in without being opened, gone with their shard."""

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.core.sealing import shards
from waystation.core.sealing.envelope import CannotOpen
from waystation.core.sealing.parcels import DamagedParcel, Packing, Parcel
from waystation.core.sealing.records import open_text, place_of, take_in
from waystation.core.sealing.vaults import SOS_LINE, Keyring, VaultKey, parted
from waystation.intake.desk.models import Contact

ALONE = settings(max_examples=30, deadline=None)


@pytest.fixture
def vault():
    return VaultKey.new()


def sent(vault, **texts):
    """Return the contact that a parcel became on its way through a letter."""
    parcel = Packing(vault.door(), "desk", "contact").parcel(texts)
    contact = Contact()
    take_in(contact, Parcel.read(parcel.written()))
    return contact


def test_what_was_packed_opens_with_the_vault_and_only_there(vault):
    contact = sent(vault, note="Тајна", alias="")
    assert open_text(contact, "note", Keyring({SOS_LINE: [vault]})) == "Тајна"
    assert contact.alias is None
    with pytest.raises(CannotOpen):
        open_text(contact, "note", Keyring({SOS_LINE: [VaultKey.new()]}))


def test_once_its_shard_is_destroyed_nothing_opens_it(vault):
    contact = sent(vault, note="A secret")
    shards.here().destroy([parted(contact.record_key.stored)[1]])
    with pytest.raises(CannotOpen, match="destroyed"):
        open_text(contact, "note", Keyring({SOS_LINE: [vault]}))


def test_a_parcel_wrapped_anew_keeps_its_shard_and_opens(vault):
    contact, ring = sent(vault, note="A secret"), Keyring({SOS_LINE: [vault]})
    place_code, slot = contact.code, parted(contact.record_key.stored)[1]
    wrapped = ring.wrap_anew(contact.record_key.stored, SOS_LINE, place_of(contact, "record_key"))
    contact.record_key.stored = wrapped
    assert (contact.code, parted(wrapped)[1], open_text(contact, "note", ring)) == (place_code, slot, "A secret")


def test_a_column_moved_to_another_row_does_not_open(vault):
    contact, other = sent(vault, note="A secret"), sent(vault, note="Another")
    contact.note = other.note
    with pytest.raises(CannotOpen):
        open_text(contact, "note", Keyring({SOS_LINE: [vault]}))


def test_a_column_the_record_does_not_have_is_refused(vault):
    parcel = Packing(vault.door(), "desk", "contact").parcel({"taken_by": "7"})
    with pytest.raises(DamagedParcel, match="no sealed column"):
        take_in(Contact(), parcel)


ODD = st.recursive(
    st.none() | st.integers() | st.text(max_size=20), lambda inner: st.dictionaries(st.text(max_size=8), inner)
)


@ALONE
@given(ODD, ODD, st.sampled_from(["code", "key", "half", "columns"]))
def test_nonsense_is_no_parcel(whole, part, name):
    good = Packing(VaultKey.new().door(), "desk", "contact").parcel({"note": "x"}).written()
    for written in (whole, {**good, name: part}):
        try:
            parcel = Parcel.read(written)
        except DamagedParcel:
            continue
        assert isinstance(parcel.code, uuid.UUID)
        assert len(parcel.half) == 32


def test_a_half_is_kept_as_it_came_and_never_in_a_slot_of_another():
    halves = [bytes([number]) * 32 for number in range(1, 40)]
    slots = [shards.here().keep(half) for half in halves]
    assert len(set(slots)) == len(halves)
    assert [shards.here().read(slot) for slot in slots] == halves
