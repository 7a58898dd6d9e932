"""Letters full of nonsense, properly signed: each is refused in words, and none breaks the public door."""

import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.letterbox import keys
from waystation.letterbox.signing import SIGNATURE, TIME, Asked, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_door", "key")]
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
BODIES = st.binary(max_size=300) | st.text(max_size=200).map(str.encode)
BODIES |= st.sampled_from(
    [b"{}", b"null", b"[" * 5000, b'{"release_id": 7}', b'{"letter_ids": [1, null]}', b"\xef\xbb\xbf{}"]
)


@pytest.fixture
def key(settings, tmp_path):
    settings.HOME = tmp_path
    for door in ("staff", "public"):
        (tmp_path / door).mkdir()
    keys.prepare(tmp_path / "staff")
    keys.install(tmp_path / "staff", tmp_path / "public")


def send(method, path, body=b"", letter="", kind="", **change):
    asked = Asked(method, f"/letterbox/{path}", body, letter, kind)
    headers = {**sign(asked, keys.signing_key(Path(django_settings.HOME) / "staff")), **change}
    client = Client(raise_request_exception=False)
    return client.generic(method, f"/letterbox/{path}", body, content_type="text/plain", headers=headers)


@CALM
@given(BODIES, st.sampled_from(["release", "release.withdrawn", "receipt", "riddle", "", "x" * 99]))
def test_any_body_of_any_kind(body, kind):
    assert send("POST", "letters/", body, str(uuid4()), kind).status_code in {200, 400, 409}


@CALM
@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=50))
def test_any_letter_id(letter):
    assert send("POST", "letters/", b"{}", letter, "release").status_code in {200, 400, 409}


@CALM
@given(BODIES)
def test_any_acknowledgement(body):
    assert send("POST", "acknowledgements/", body).status_code in {200, 400}


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30, "1.5", "%00"])
def test_any_place_to_go_on_from(after):
    assert send("GET", f"outbox/?after={after}").status_code in {200, 400}


FORGED = [{TIME: "0"}, {TIME: "9" * 12}, {TIME: "-5"}, {TIME: "٣"}, {TIME: ""}, {SIGNATURE: "AAAA"}, {SIGNATURE: ""}]


@pytest.mark.parametrize("change", [*FORGED, {"Waystation-Letter": str(uuid4())}, {"Waystation-Kind": "receipt"}])
def test_a_letter_changed_after_signing_is_not_believed(change):
    change = {name: value.encode().decode("latin-1") for name, value in change.items()}
    response = send("POST", "letters/", b"{}", str(uuid4()), "release", **change)
    assert (response.status_code, response.content) == (403, b"")


def test_a_signature_fits_one_address_one_body_and_some_minutes():
    key = keys.signing_key(Path(django_settings.HOME) / "staff")
    headers = sign(Asked("POST", "/letterbox/letters/", b"{}", str(uuid4()), "release"), key)
    old = sign(Asked("GET", "/letterbox/outbox/"), key, at=time.time() - 3600)
    client = Client()
    assert client.post("/letterbox/acknowledgements/", b"{}", "text/plain", headers=headers).status_code == 403
    assert client.post("/letterbox/letters/", b"{ }", "text/plain", headers=headers).status_code == 403
    assert client.get("/letterbox/outbox/", headers=old).status_code == 403
