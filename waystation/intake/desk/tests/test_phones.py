"""However a number is written, it is one number; and the code that knows it again gives nothing back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.sealing.envelope import Key, LockedVault
from waystation.core.sealing.vaults import SOS_LINE, Keyring
from waystation.intake.desk.phones import canonical, index

RING = Keyring({SOS_LINE: Key(bytes(range(32)))})
PREFIXES = ("+389 ", "00389", "00 389 (0)", "+389(0)", "389", "0", "", "тел. 0", "tel: +389 ", "(+389) ")
SPLITS = ((2, 5), (2, 4, 6), (3, 6), (2,), (), (1, 3, 5))
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spellings(national):
    """Yield sixty ways to write one number, and the same with Arabic digits."""
    for prefix in PREFIXES:
        for at, splits in enumerate(SPLITS):
            ends = [0, *splits, len(national)]
            parts = [national[first:last] for first, last in pairwise(ends)]
            text = prefix + "-/ .—\u00a0"[at].join(parts)
            yield text
            yield text.translate(DIGITS)


def test_sixty_spellings_of_one_number_are_one():
    written = list(spellings("70918273"))
    assert len(set(written)) >= 110
    assert {canonical(text) for text in written} == {"+38970918273"}
    assert len({index(text, RING) for text in written}) == 1


@given(st.integers(20_000_000, 79_999_999), st.integers(20_000_000, 79_999_999))
def test_two_numbers_are_two(one, other):
    assert (index(f"0{one}", RING) == index(f"+389 {other}", RING)) is (one == other)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_nothing(text):
    assert canonical(text) == "" or canonical(text)[1:].isdigit()
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize("text", ["", "не кажа", "12", "000000", "+" + "9" * 16])
def test_what_is_no_number_has_no_code(text):
    assert index(text, RING) == ""


def test_without_the_vault_no_code_is_made():
    with pytest.raises(LockedVault):
        index("070 918 273", Keyring({}))


def test_the_code_holds_nothing_of_the_number():
    assert len(index("070 918 273", RING)) == 20
    assert index("070 918 273", RING) != index("070 918 273", Keyring({SOS_LINE: Key(bytes(32))}))
