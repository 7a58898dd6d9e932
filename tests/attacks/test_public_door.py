"""The public door, alone on its machine, looked at from outside."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from uuid import uuid4

import psutil
import pytest

from waystation.config.encrypted_sqlite3.opening import connect

pytestmark = pytest.mark.no_database
STRICT = ("default-src 'none'", "frame-ancestors 'none'")
SAID = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
VISITOR = {
    "User-Agent": "Telltale/7.7 (TheirPhone)",
    "X-Forwarded-For": "203.0.113.77",
    "Referer": "https://told.example/",
}
EVERYWHERE = ["/", "/mk/", "/sq/", "/en/", "/en/releases/", "/en/infographics/ctdc/who/", "/nothing-here", "/mk"]
EVERYWHERE += ["/ar/", "/en/report/answer/", "/fa/offer/"]
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
        self.log, self.database = home / "log", home / "own" / "public" / "public.sqlite3"
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

    def said(self):
        """Return its log, but for the line in which it says where it listens."""
        return "".join(line for line in self.log.open() if not line.startswith("Public door"))

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
    with opened(tmp_path_factory.mktemp("public")) as door:
        yield door


@pytest.fixture
def broken_door(tmp_path):
    """A door whose database is damaged while it is open, so that every page fails."""
    with opened(tmp_path) as door:
        door.database.write_bytes(os.urandom(door.database.stat().st_size))
        yield door


@contextmanager
def opened(home):
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    door = Door(home, port)
    try:
        door.await_open()
        yield door
    finally:
        door.process.terminate()
        door.process.wait(30)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers(door, path):
    check(*door.ask(path))


@pytest.mark.parametrize("words", [b"NONSENSE", b"GET /en/", b"\x16\x03\x01\x02\x00\x01"])
def test_what_is_no_request_is_answered_with_the_headers_too(door, words):
    with socket.create_connection(("127.0.0.1", door.port), timeout=30) as line:
        line.sendall(words + b"\r\n\r\n")
        response = http.client.HTTPResponse(line)
        response.begin()
        assert response.status == 400
        check(response.status, response.headers, response.read())


def check(status, headers, body):
    policy = headers.get("Content-Security-Policy", "")
    assert status < 500
    assert [part for part in STRICT if part not in policy] == []
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert {name: headers.get_all(name) for name in SAID} == {name: [text] for name, text in SAID.items()}
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert [name for name in ("Set-Cookie", "Server", "X-Powered-By", "Via") if name in headers] == []
    assert "Traceback" not in body.decode(errors="ignore")


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


ASKED = ["/en/report/", "/en/report/answer/", "/en/offer/"]
ASKED += ["/en/", "/mk/", "/telltale-path", "/static/ui/base.css", "/en/releases/", "/letterbox/outbox/", "/en/%00/"]
TOLD = ("Telltale", "203.0.113.", "told.example", "telltale-query", "telltale-path", "127.0.0.1")


def ask_telling(door, number):
    """Ask as somebody whose address, browser and question can be told from all others."""
    address = f"203.0.113.{number % 250}"
    marks = {"X-Forwarded-For": address, "X-Real-IP": address, "Forwarded": f"for={address}"}
    path, marks["User-Agent"] = ASKED[number % len(ASKED)], f"Telltale/{number}"
    return door.ask(f"{path}?who=telltale-query-{number}", headers=marks)


def everything_kept(door):
    """Return every file and every row: of the database as its own key opens it."""
    kept = {path.name: path.read_bytes() for path in door.home.rglob("*") if path.is_file()}
    kept["log"] = door.said().encode()
    with closing(connect(door.database, read_only=True)) as base:
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            kept[f"table {table}"] = repr(base.execute(f'SELECT * FROM "{table}"').fetchall()).encode()
    return kept


def test_nothing_about_a_thousand_visits_is_kept(door):
    for number in range(1000):
        ask_telling(door, number)
    kept = everything_kept(door)
    assert "table letterbox_letter" in kept
    assert {name for name, text in kept.items() for word in TOLD if word.encode() in text} == set()


def test_a_broken_door_says_where_it_broke_and_nothing_of_who_came(broken_door):
    for number in range(50):
        status, headers, body = ask_telling(broken_door, number)
        check(min(status, 499), headers, body)
    assert broken_door.ask("/en/")[0] == 500
    log = broken_door.said()
    assert "DiskKeyRefused, raised at" in log
    assert [word for word in TOLD if word in log] == []


def test_it_holds_no_key_that_opens_anything(door):
    names = {
        path.relative_to(door.home / "own").as_posix() for path in (door.home / "own").rglob("*") if path.is_file()
    }
    assert not [name for name in names if name.endswith(".key") or "vault" in name or name.startswith("staff")]


def test_its_memory_has_loaded_no_staff_room(door):
    for process in [psutil.Process(door.process.pid), *psutil.Process(door.process.pid).children(recursive=True)]:
        opened = [file.path for file in process.open_files()]
        assert not [path for path in opened if "records" in path or "/staff/" in path]
