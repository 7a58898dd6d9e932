"""Answers that hold a document: they say what they are, are kept nowhere, and can do nothing in a browser."""

from collections.abc import Iterator
from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from waystation.ui.streamed import Streamed

Answer = TypeVar("Answer", bound=HttpResponseBase)
SHUT_IN = "default-src 'none'; frame-ancestors 'none'; sandbox"


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
