"""The web entry point of whichever door the process was started for."""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler

from waystation.config.headers import EveryAnswer
from waystation.config.limits import BodyLimit
from waystation.config.spool import SealedSpool


class Handler(ASGIHandler):
    """Django's own, but that what it receives never lies on the disk in clear."""

    async def read_body(self, receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> Any:
        """Return the body of the request, to be read once; RequestAborted when the browser goes away meanwhile."""
        body, more = SealedSpool(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.close()
                raise RequestAborted
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
        return body


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
django.setup(set_prefix=False)
application = EveryAnswer(BodyLimit(Handler()), public=settings.DOOR == "public", tls=settings.BEHIND_TLS)
