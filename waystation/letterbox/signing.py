"""Signed requests: the staff side signs with Ed25519, the public door checks with the public half alone.

What is signed: method, path, letter id, kind, time, a number used once, and the digest of the body. A copy
of a request sent again within the few minutes it is good for changes nothing: every request is idempotent.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from waystation.letterbox.errors import RequestRefused

PURPOSE = "waystation.letterbox/1"
GOOD_FOR_SECONDS = 300
TIME, NONCE, SIGNATURE = "Waystation-Time", "Waystation-Nonce", "Waystation-Signature"
LETTER, KIND = "Waystation-Letter", "Waystation-Kind"


@dataclass(frozen=True)
class Asked:
    """The parts of a request that are signed; `letter` and `kind` are empty where no letter travels."""

    method: str
    path: str
    body: bytes = b""
    letter: str = ""
    kind: str = ""

    def text(self, at: str, nonce: str) -> bytes:
        digest = hashlib.sha256(self.body).hexdigest()
        parts = (PURPOSE, self.method, self.path, self.letter, self.kind, at, nonce, digest)
        return "\n".join(part.replace("\n", " ") for part in parts).encode()


def sign(asked: Asked, key: Ed25519PrivateKey, *, at: float | None = None) -> dict[str, str]:
    """Return the headers that prove the request comes from the staff side."""
    time_text, nonce = str(int(time.time() if at is None else at)), secrets.token_hex(16)
    signature = base64.b64encode(key.sign(asked.text(time_text, nonce))).decode()
    return {TIME: time_text, NONCE: nonce, SIGNATURE: signature, LETTER: asked.letter, KIND: asked.kind}


def verify(asked: Asked, headers: Mapping[str, str], key: Ed25519PublicKey, *, at: float | None = None) -> None:
    """Raise RequestRefused unless the request was signed by the holder of the key within the last minutes."""
    time_text = headers.get(TIME, "")
    if not time_text.isascii() or not time_text.isdigit() or len(time_text) > 12:
        raise RequestRefused("The request does not say when it was signed.")
    if abs((time.time() if at is None else at) - int(time_text)) > GOOD_FOR_SECONDS:
        raise RequestRefused("The request was signed too long ago, or the two clocks differ.")
    try:
        signature = base64.b64decode(headers.get(SIGNATURE, ""), validate=True)
        key.verify(signature, asked.text(time_text, headers.get(NONCE, "")))
    except (ValueError, InvalidSignature) as error:
        raise RequestRefused("The signature does not fit the request.") from error
