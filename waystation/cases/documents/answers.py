"""Answers that hold a document: they say what they are, are kept nowhere, and can do nothing in a browser."""

from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)
SHUT_IN = "default-src 'none'; frame-ancestors 'none'; sandbox"


class Streamed(StreamingHttpResponse):
    """Hands on one piece after the other, also where the server is asynchronous: Django would gather them first."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self)
        pull = sync_to_async(lambda: next(pieces, None))
        while (piece := await pull()) is not None:
            yield piece


def shown(drawn: bytes) -> HttpResponse:
    """Answer with a page as we drew it."""
    return _sealed_off(HttpResponse(drawn, content_type="image/jpeg"), attachment=False, name="page.jpg")


def taken_out(pieces: Iterator[bytes], name: str) -> Streamed:
    """Answer with the original, to be stored and never opened by the browser itself."""
    return _sealed_off(Streamed(pieces, content_type="application/octet-stream"), attachment=True, name=name)


def _sealed_off(response: Answer, *, attachment: bool, name: str) -> Answer:
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    response.headers["Content-Security-Policy"] = SHUT_IN
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
