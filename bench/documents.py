"""How much memory a document of 200 MB takes while it is sealed and while its original is taken out, and how long.

`bench/documents.py [MB]`, 200 unless told. Sends it through the staff door's own program in a throw-away home, as a
browser does, and fails when either takes 40 MB more memory than before, or when what comes back is not what was sent.
"""

import asyncio
import hashlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ["WAYSTATION_DOOR"] = "workshop"
os.environ.setdefault("WAYSTATION_HOME", tempfile.mkdtemp(prefix="documents-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "waystation.config.settings"

MOST_EXTRA_MB = 40
PIECE = 65_536
BOUNDARY = "a-boundary-of-the-bench"
App = Callable[..., Awaitable[None]]


def memory_mb(line: str) -> float:
    """Return a line of this process's status: VmRSS now, VmHWM at most since it was reset."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{line}:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def content(size: int) -> Iterator[bytes]:
    """Yield a film of noise, the same each time."""
    for number in range(size // PIECE):
        yield hashlib.sha256(number.to_bytes(8, "big")).digest() * (PIECE // 32)


def body(size: int, token: str) -> Iterator[bytes]:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'
    yield (head.format("csrfmiddlewaretoken", "") + token + "\r\n").encode()
    yield head.format("chosen", '; filename="film.bin"').encode()
    yield from content(size)
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


class Browser:
    """Asks the program of the staff door as the server does."""

    def __init__(self, app: App, cookies: Mapping[str, str]) -> None:
        self._app, self._cookies, self.token = app, dict(cookies), ""

    def ask(self, method: str, path: str, pieces: Iterator[bytes], kind: str) -> tuple[int, str, int]:
        """Return the status, and the digest and length of what came back."""
        return asyncio.run(self._ask(method, path, pieces, kind))

    async def _ask(self, method: str, path: str, pieces: Iterator[bytes], kind: str) -> tuple[int, str, int]:
        digest, came = hashlib.sha256(), {"status": 0, "length": 0}
        done, all_sent = asyncio.Event(), False

        async def receive() -> dict[str, Any]:
            nonlocal all_sent
            if all_sent:
                await done.wait()
            piece = next(pieces, None)
            all_sent = piece is None
            return {"type": "http.request", "body": piece or b"", "more_body": not all_sent}

        async def send(message: dict[str, Any]) -> None:
            came["status"] = message.get("status", came["status"])
            digest.update(message.get("body", b""))
            came["length"] += len(message.get("body", b""))

        long = "1000" if "urlencoded" in kind else str(1 << 40)  # only whether there is a body is asked
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = [("host", "127.0.0.1"), ("cookie", cookie), ("content-type", kind), ("content-length", long)]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "http_version": "1.1"}
        scope["headers"] = [(name.encode(), value.encode()) for name, value in headers]
        await self._app(scope, receive, send)
        done.set()
        return came["status"], digest.hexdigest(), came["length"]


def measured(what: str, size: int, work: Callable[[], None]) -> float:
    Path("/proc/self/clear_refs").write_text("5")
    before, begun = memory_mb("VmRSS"), time.monotonic()
    work()
    seconds, extra = time.monotonic() - begun, memory_mb("VmHWM") - before
    print(f"{what}: {size // 2**20} MB in {seconds:.1f} s, {extra:.1f} MB more memory")
    return extra


def prepare() -> tuple[Browser, Any]:
    """Return a browser of somebody signed in, and a case."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from waystation.cases.tests.making import make_case
    from waystation.config.asgi import application
    from waystation.core.models import Organisation, User

    call_command("migrate", verbosity=0)
    house = Organisation.objects.create(name="Open Door (invented)", invented=True)
    worker = User.objects.create(organisation=house, sign_in_name="worker", role="caseworker")
    case = make_case(house)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(worker)
    answer = client.get(reverse("documents:of_case", args=[case.code]))
    page = answer.content.decode()
    browser = Browser(application, {name: morsel.value for name, morsel in client.cookies.items()})
    browser.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]
    return browser, case


def main(size: int) -> int:
    import django

    django.setup()
    from waystation.core.sealing.staff import unlocked
    from waystation.core.sealing.vaults import VAULTS, Keyring, VaultKey

    with unlocked(Keyring({vault: [VaultKey.new()] for vault in VAULTS})):
        browser, case = prepare()
        return go(browser, case, size)


def go(browser: Browser, case: Any, size: int) -> int:
    from django.urls import reverse

    from waystation.cases.documents.models import Document

    form, token = f"multipart/form-data; boundary={BOUNDARY}", browser.token

    def send(amount: int) -> None:
        address = reverse("documents:of_case", args=[case.code])
        status, _digest, _length = browser.ask("POST", address, body(amount, token), form)
        assert status == 302, f"The upload was answered with {status}."

    def take_out() -> None:
        address = reverse("documents:original", args=[Document.objects.latest("pk").code])
        asked = iter([f"csrfmiddlewaretoken={token}&name=code".encode()])
        status, digest, length = browser.ask("POST", address, asked, "application/x-www-form-urlencoded")
        whole = hashlib.sha256()
        for piece in content(size):
            whole.update(piece)
        assert (status, length, digest) == (200, size, whole.hexdigest()), (
            f"Another file came back ({status}, {length})."
        )

    send(PIECE)  # what is loaded once is not the document's
    extras = [measured("sealed", size, lambda: send(size)), measured("taken out", size, take_out)]
    return int(max(extras) > MOST_EXTRA_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1] if len(sys.argv) > 1 else 200) * 2**20))
