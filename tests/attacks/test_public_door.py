"""The public door, alone on its machine, looked at from outside."""

import http.client
import os
import re
import subprocess
import sys
import time
from uuid import uuid4

import psutil
import pytest

pytestmark = pytest.mark.no_database
STRICT = ("default-src 'none'", "frame-ancestors 'none'")
VISITOR = {
    "User-Agent": "Telltale/7.7 (TheirPhone)",
    "X-Forwarded-For": "203.0.113.77",
    "Referer": "https://told.example/",
}
EVERYWHERE = ["/", "/mk/", "/sq/", "/en/", "/en/releases/", "/en/infographics/ctdc/who/", "/nothing-here", "/mk"]
EVERYWHERE += [
    "/static/ui/base.css",
    "/static/ui/none.css",
    "/letterbox/outbox/",
    "/letterbox/letters/",
    "/en/?q=secret",
]
CROOKED = [
    "/static/../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/settings.py",
    "/static/..%2f..%2fpublic.sqlite3",
    "//etc",
]
CROOKED += [
    "/en/infographics/..%2f/who/",
    "/en/%00/",
    "/en/releases/helpline/99999999999999999999/",
    "/\u00ff".encode().hex(),
]
CROOKED += ["/en/releases/%F0%9F/1/", "/static//etc/passwd", "/en/infographics/a/b.exe", "/en/releases/../../staff/"]


class Door:
    """A running public door and a way to ask it."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        self.log = home / "log"
        ours = {"WAYSTATION_HOME": str(home / "own"), "WAYSTATION_DOOR": "public"}
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("WAYSTATION_", "DJANGO_"))}
        command = [sys.executable, "-m", "waystation.config.cli", "up", "--only", "public", "--public-port", str(port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env={**kept, **ours}, stdout=log, stderr=subprocess.STDOUT)

    def ask(self, path, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers={**VISITOR, **(headers or {})})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def await_open(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                return self.ask("/")
            except OSError:
                time.sleep(0.2)
        pytest.fail(self.log.read_text())


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    opened = Door(tmp_path_factory.mktemp("public"), port)
    try:
        opened.await_open()
        yield opened
    finally:
        opened.process.terminate()
        opened.process.wait(30)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers(door, path):
    check(*door.ask(path))


def check(status, headers, body):
    policy = headers.get("Content-Security-Policy", "")
    assert status < 500
    assert [part for part in STRICT if part not in policy] == []
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    assert "Traceback" not in body.decode(errors="ignore")
    if headers.get("Content-Type", "").startswith("text/html"):
        assert "no-store" in headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", CROOKED)
def test_crooked_addresses_are_answered_calmly(door, path):
    status, headers, body = door.ask(path)
    assert 300 <= status < 500
    check(status, headers, body)
    assert b"root:" not in body


@pytest.mark.parametrize("method", ["TRACE", "DELETE", "PUT", "PATCH", "OPTIONS", "FROBNICATE"])
@pytest.mark.parametrize("path", ["/en/", "/letterbox/letters/", "/static/ui/base.css"])
def test_odd_methods_are_refused(door, method, path):
    status, headers, body = door.ask(path, method)
    assert status in {403, 404, 405, 501}
    check(status, headers, body)


@pytest.mark.parametrize("path", ["letters/", "acknowledgements/"])
@pytest.mark.parametrize("signature", ["", "AAAA", "ÿþ", "A" * 88])
def test_unsigned_letters_learn_nothing(door, path, signature):
    about = {"Waystation-Letter": str(uuid4()), "Waystation-Kind": "release", "Waystation-Time": str(int(time.time()))}
    signed = {**about, "Waystation-Signature": signature.encode("latin-1")}
    assert door.ask(f"/letterbox/{path}", "POST", b"{}", signed)[::2] == (403, b"")


def test_an_oversized_body_is_refused_and_not_kept(door):
    before = sum(path.stat().st_size for path in door.home.rglob("*") if path.is_file())
    status, headers, body = door.ask("/letterbox/letters/", "POST", b"x" * (18 * 1024 * 1024))
    assert status == 413
    check(status, headers, body)
    assert sum(path.stat().st_size for path in door.home.rglob("*") if path.is_file()) - before < 1_000_000


def test_a_page_that_takes_nothing_takes_no_form(door):
    status, headers, body = door.ask("/en/", "POST", b"a=b", {"Content-Type": "application/x-www-form-urlencoded"})
    assert status in {403, 405}
    check(status, headers, body)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80@evil.example", "a" * 300])
def test_another_host_is_refused(door, host):
    status, headers, body = door.ask("/", headers={"Host": host})
    assert status == 400
    check(status, headers, body)


def test_nothing_about_visitors_is_kept(door):
    for number in range(200):
        door.ask(f"/en/?who=telltale-query-{number}")
    door.ask("/telltale-path")
    told = ("Telltale", "203.0.113.77", "told.example", "telltale-query", "telltale-path", "127.0.0.1 -")
    kept = {path.name: path.read_bytes() for path in door.home.rglob("*") if path.is_file()}
    assert {name for name, text in kept.items() for word in told if word.encode() in text} == set()


def test_it_holds_no_key_that_opens_anything(door):
    names = {
        path.relative_to(door.home / "own").as_posix() for path in (door.home / "own").rglob("*") if path.is_file()
    }
    assert not [name for name in names if name.endswith(".key") or "vault" in name or name.startswith("staff")]


def test_its_memory_has_loaded_no_staff_room(door):
    for process in [psutil.Process(door.process.pid), *psutil.Process(door.process.pid).children(recursive=True)]:
        opened = [file.path for file in process.open_files()]
        assert not [path for path in opened if "records" in path or "/staff/" in path]
