"""`waystation up`: starts, restarts and stops everything together."""

import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running import Installation, await_true, command_of, free_port, run

pytestmark = [pytest.mark.slow, pytest.mark.no_database]


@pytest.fixture(scope="module")
def up(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("up") / "home")
    installation.await_words("Stop with Ctrl+C.")
    yield installation
    if installation.process.poll() is None:
        installation.stop()


def test_both_doors_answer(up):
    assert up.get("public").status == 200
    assert up.get("staff").status == 200


def test_the_addresses_are_printed(up):
    assert f"Public door   http://127.0.0.1:{up.public}" in up.words()
    assert f"Staff door    http://127.0.0.1:{up.staff}" in up.words()


def test_a_second_start_on_the_same_home_is_refused(up):
    second = run(up.home, "up")
    assert second.returncode == 1
    assert f"Waystation runs already for {up.home} (process {up.process.pid})" in second.stderr


def test_everything_is_in_order(up):
    found = run(up.home, "check")
    assert (found.returncode, "LOOK" in found.stdout) == (0, False), found.stdout + found.stderr


def test_public_process_is_not_told_where_records_are(up):
    assert "WAYSTATION_RECORDS_DB" not in up.child("door", str(up.public)).environ()


def test_no_address_and_no_browser_is_logged(up):
    for path in ("/", "/nowhere?name=somebody", "/letterbox/outbox/"):
        try:
            up.get("public", path, **{"User-Agent": "Telltale/1.0", "X-Forwarded-For": "203.0.113.7"})
        except OSError:
            continue
    for trace in ("Telltale", "203.0.113.7", "127.0.0.1:", "somebody", "nowhere"):
        assert trace not in up.words().partition("Stop with Ctrl+C.")[2]
    kept = b"".join(path.read_bytes() for path in (up.home / "public").rglob("*") if path.is_file())
    assert b"Telltale" not in kept
    assert b"203.0.113.7" not in kept


def test_a_letterbox_request_of_a_stranger_gets_an_empty_answer(up):
    with pytest.raises(OSError, match="403") as refusal:
        up.get("public", "/letterbox/outbox/")
    assert refusal.value.read() == b""


def test_a_request_larger_than_a_letter_is_refused(up):
    with socket.create_connection(("127.0.0.1", up.public), timeout=60) as line:
        line.sendall(b"POST /letterbox/letters/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n\r\n")
        line.sendall(b"x" * 20_000_000)
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_killed_worker_is_started_again(up):
    old = up.child("worker")
    old.kill()
    await_true(lambda: any("worker" in command_of(x) and x.pid != old.pid for x in up.children()), 30, "a new worker")
    assert "The worker ended (SIGKILL)" in up.words()


def test_stopping_ends_all_processes(up):
    children = up.children()
    assert up.stop(signal.SIGINT) == 0
    assert not [child for child in children if child.is_running()]


def test_killing_the_supervisor_ends_all_processes(up):
    again = Installation(up.home)
    again.await_words(f"Staff door    http://127.0.0.1:{again.staff}")
    children = again.children()
    again.process.kill()
    again.process.wait()
    _gone, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = run(tmp_path, "up", "--public-port", port, "--staff-port", str(free_port()))
    assert answer.returncode == 1
    assert f"Port {port} is in use by another program" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_out_of_reach_is_named(tmp_path):
    ports = ["--public-port", str(free_port()), "--staff-port", str(free_port())]
    answer = run(tmp_path, "up", *ports, WAYSTATION_RECORDS_DB=f"postgresql://me@127.0.0.1:{free_port()}/records")
    assert answer.returncode == 1
    assert "The staff door cannot reach its database" in answer.stderr
    assert "Start PostgreSQL, or correct WAYSTATION_RECORDS_DB" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    answer = run(tmp_path / "file" / "home", "up")
    assert answer.returncode == 1
    assert "cannot be written" in answer.stderr


def test_public_door_alone_starts_with_the_public_folder_only(tmp_path):
    alone = Installation(tmp_path / "home", "--only", "public")
    try:
        alone.await_words("Stop with Ctrl+C.")
        assert alone.get("public").status == 200
        assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["public", "running.lock"]
    finally:
        alone.stop()
