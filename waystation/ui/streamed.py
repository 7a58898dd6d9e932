"""An answer that is sent piece by piece."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse


class Streamed(StreamingHttpResponse):
    """Hands on one piece after the other, also where the server is asynchronous: Django would gather them first."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self)
        pull = sync_to_async(lambda: next(pieces, None))
        while (piece := await pull()) is not None:
            yield piece
