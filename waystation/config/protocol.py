"""The server's own answer to what is no HTTP at all: with the headers of every other answer, and nothing repeated."""

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from waystation.config.asgi import application

WORDS = b"This is not a request that a web server understands. Type the address again."


class CalmProtocol(H11Protocol):
    """Speaks HTTP as uvicorn does; only its refusal is ours."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  what was sent is not repeated
        asked = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        events = (
            h11.Response(status_code=400, headers=application.complete(asked), reason=b"Bad Request"),
            h11.Data(data=WORDS),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event))
        self.transport.close()
