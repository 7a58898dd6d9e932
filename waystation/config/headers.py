"""What every answer says of itself, whoever made it: a page, an error, a redirect, a file, the server itself."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[..., Awaitable[None]]

A_YEAR = 365 * 24 * 3600
UNUSED = (  # abilities of browsers and phones that no page of ours asks for
    "accelerometer", "ambient-light-sensor", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "serial",
    "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{ability}=()" for ability in UNUSED),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
SIGN_OUT = "core:sign_out"


class KeepNothing(MiddlewareMixin):
    """Tell browsers and proxies to keep no copy, unless the answer says how long it may be kept."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and request.resolver_match and request.resolver_match.view_name == SIGN_OUT:
            # what the browser kept of pages goes; cookies stay, the chosen language is one
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class EveryAnswer:
    """Adds what an answer does not say yet; outermost, so that nothing is sent past it."""

    def __init__(self, app: App, *, public: bool, tls: bool) -> None:
        self._app, self._tls = app, tls
        self._forced = {"cache-control": "no-store"} if public else {}
        self._added = {**ALWAYS, **({"strict-transport-security": f"max-age={A_YEAR}"} if tls else {})}

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        begun = False

        async def saying(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": self.complete(message.get("headers") or ())}
            await send(message)

        try:
            await self._app(self._as_asked(scope), receive, saying)
        except Exception:
            if not begun:
                await saying({"type": "http.response.start", "status": 500, "headers": []})
                await saying({"type": "http.response.body", "body": b"Something here is broken. Try again later."})
            raise

    def complete(self, given: Any) -> list[tuple[bytes, bytes]]:
        """Return the headers with those that lack, and without what the public door never says."""
        kept = [(name, value) for name, value in given if name.lower().decode("latin-1") not in self._forced]
        present = {name.lower().decode("latin-1") for name, _value in kept}
        return [*kept, *_encoded({name: text for name, text in self._added.items() if name not in present})]

    def _as_asked(self, scope: Any) -> Any:
        """Behind TLS everything was asked over https, except what comes through Tor's own encryption."""
        if scope["type"] != "http" or not self._tls:
            return scope
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        return scope if host.partition(b":")[0].endswith(b".onion") else {**scope, "scheme": "https"}


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
