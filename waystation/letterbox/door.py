"""The way to the public door: signed requests over one kept connection, with limits on time and size."""

import http.client
import ssl
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waystation.letterbox.errors import DoorUnreachable
from waystation.letterbox.signing import GOOD_FOR_SECONDS, Asked, sign

LONGEST_ANSWER_BYTES = 40 * 1024 * 1024
PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What the public door said."""

    status: int
    body: bytes


class PublicDoor:
    """The public door as the staff side sees it."""

    def __init__(self, address: str, key: Ed25519PrivateKey) -> None:
        parts = urlsplit(address)
        if parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
            raise DoorUnreachable("Letters leave this machine only over https: give WAYSTATION_PUBLIC_URL as https://…")
        self._prefix = parts.path.rstrip("/")
        self._key = key
        self._connection = _connection(parts.scheme, parts.hostname or "", parts.port)

    def ask(self, method: str, path: str, body: bytes = b"", *, letter: str = "", kind: str = "") -> Answer:
        """Send one signed request; DoorUnreachable when no public door of ours answers."""
        asked = Asked(method, f"{self._prefix}/letterbox/{path}", body, letter, kind)
        try:
            response, answer = self._send(asked)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise DoorUnreachable(f"The public door does not answer ({type(error).__name__}).") from error
        if response.status in {403, 404}:
            raise DoorUnreachable(_why_not(response))
        return answer

    def _send(self, asked: Asked) -> tuple[http.client.HTTPResponse, Answer]:
        headers = {**sign(asked, self._key), "Content-Type": "text/plain; charset=utf-8"}
        try:
            self._connection.request(asked.method, asked.path, body=asked.body, headers=headers)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()  # a kept connection may have gone stale: once more on a new one
            self._connection.request(asked.method, asked.path, body=asked.body, headers=headers)
            response = self._connection.getresponse()
        body = response.read(LONGEST_ANSWER_BYTES + 1)
        if len(body) > LONGEST_ANSWER_BYTES:
            raise http.client.HTTPException("too long an answer")
        return response, Answer(response.status, body)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=PATIENCE_SECONDS, context=context)
    return http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _why_not(response: http.client.HTTPResponse) -> str:
    if response.status == 403:
        return _why_not_believed(response.headers.get("Date", ""))
    return "Something else than a public door answers at this address: correct WAYSTATION_PUBLIC_URL."


def _why_not_believed(date: str) -> str:
    try:
        difference = abs(time.time() - parsedate_to_datetime(date).timestamp())
    except ValueError:
        difference = 0.0
    if difference > GOOD_FOR_SECONDS - 30:
        return f"The clocks of the two machines differ by {difference:.0f} seconds: set them right."
    return "The public door does not know our signature: copy staff/letterbox.pub into its public folder."
