"""A request is believed when the staff side signed exactly it, lately."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from waystation.letterbox.errors import RequestRefused
from waystation.letterbox.signing import Asked, sign, verify

pytestmark = pytest.mark.no_database
KEY = Ed25519PrivateKey.generate()
ASKED = Asked("POST", "/letterbox/letters/", b"words", "id", "release")
words = st.text(max_size=20)


@given(st.builds(Asked, words, words, st.binary(max_size=50), words, words))
def test_what_was_signed_is_believed(asked):
    verify(asked, sign(asked, KEY), KEY.public_key())


@given(st.builds(Asked, words, words, st.binary(max_size=50), words, words))
def test_any_other_request_is_refused(other):
    if other != ASKED:
        with pytest.raises(RequestRefused):
            verify(other, sign(ASKED, KEY), KEY.public_key())


def test_another_key_is_refused():
    with pytest.raises(RequestRefused):
        verify(ASKED, sign(ASKED, Ed25519PrivateKey.generate()), KEY.public_key())


@pytest.mark.parametrize("difference", [-301, 301])
def test_a_stale_request_is_refused(difference):
    headers = sign(ASKED, KEY, at=1_000_000)
    with pytest.raises(RequestRefused, match="clocks"):
        verify(ASKED, headers, KEY.public_key(), at=1_000_000 + difference)


@given(st.dictionaries(st.sampled_from(["Waystation-Time", "Waystation-Nonce", "Waystation-Signature"]), words))
def test_nonsense_headers_are_refused_and_break_nothing(headers):
    with pytest.raises(RequestRefused):
        verify(ASKED, headers, KEY.public_key())
