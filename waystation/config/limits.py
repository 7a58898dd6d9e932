"""Refuses requests that are larger than the door has any use for, before they reach the disk."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[..., Awaitable[None]]


DRAIN_TIMES = 16  # a browser shows our answer only after it has sent all, so some more is read and thrown away


REFUSAL_HEADERS = {b"content-type": b"text/plain; charset=utf-8", b"connection": b"close"}


class TooLarge(Exception):
    """More came than the door takes."""


class BodyLimit:
    """Counts a request's bytes as they come and stops at the door's limit."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > settings.LONGEST_REQUEST_BYTES:
                raise TooLarge
            return message

        try:
            await self._app(scope, counted, send)
        except TooLarge:
            await _drain(receive)
            await _refuse(send)


async def _drain(receive: Receive) -> None:
    drained = 0
    while drained < settings.LONGEST_REQUEST_BYTES * DRAIN_TIMES:
        message = await receive()
        drained += len(message.get("body", b""))
        if not message.get("more_body"):
            return


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 413, "headers": list(REFUSAL_HEADERS.items())})
    await send(
        {
            "type": "http.response.body",
            "body": f"This is larger than {settings.LONGEST_REQUEST_BYTES // 2**20} MB. Send less at a time.".encode(),
        }
    )
