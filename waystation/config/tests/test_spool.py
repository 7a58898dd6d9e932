"""What waits on the disk while it is received is sealed, and comes back as it came."""

import asyncio
import io
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import RequestAborted
from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.config import spool
from waystation.config.asgi import Handler
from waystation.config.spool import SealedSpool
from waystation.config.uploads import NamelessUploadHandler

SECRET = "Птицата Канаринка".encode()
LONG = SECRET * 200_000  # 6 MB


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(spool, "IN_MEMORY_BYTES", 50)
    monkeypatch.setattr(spool, "PART_BYTES", 20)
    monkeypatch.setattr(spool, "SEALED_PART_BYTES", 36)


@pytest.mark.usefixtures("small")
def test_pieces_come_back_from_any_place():
    @settings(deadline=None)
    @given(st.lists(st.binary(max_size=60), max_size=8), st.integers(0, 300), st.integers(-1, 90))
    def check(pieces, place, size):
        whole, kept = io.BytesIO(b"".join(pieces)), SealedSpool()
        for piece in pieces:
            kept.write(piece)
        whole.seek(place)
        kept.seek(place)
        assert (kept.read(size), kept.tell()) == (whole.read(size), max(whole.tell(), place))
        kept.seek(0)
        assert b"".join(iter(lambda: kept.read(7), b"")) == b"".join(pieces)
        kept.close()

    check()


def received(*messages):
    waiting = iter(messages)

    async def receive():
        return next(waiting)

    return asyncio.run(Handler().read_body(receive))


def disk_of(kept):
    return Path(f"/proc/self/fd/{kept._file.fileno()}").read_bytes()


def test_a_long_request_lies_on_the_disk_without_a_word_of_it():
    half = len(LONG) // 2
    body = received(
        {"type": "http.request", "body": LONG[:half], "more_body": True}, {"type": "http.request", "body": LONG[half:]}
    )
    assert body.read() == LONG
    assert len(disk_of(body)) > 5_000_000
    assert SECRET not in disk_of(body)


def test_a_short_request_stays_in_memory():
    body = received({"type": "http.request", "body": SECRET})
    assert body._file is None
    assert body.read() == SECRET


def test_a_browser_that_goes_away_leaves_nothing():
    with pytest.raises(RequestAborted):
        received({"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"})


def test_an_uploaded_file_lies_on_the_disk_without_a_word_of_it():
    handler = NamelessUploadHandler()
    handler.new_file("file", "name.csv", "text/csv", 0)
    for at in range(0, len(LONG), 65_536):
        handler.receive_data_chunk(LONG[at : at + 65_536], at)
    file = handler.file_complete(len(LONG))
    assert b"".join(file.chunks()) == LONG
    assert SECRET not in disk_of(file.file)
    handler.upload_interrupted()
    assert file.closed


def test_sealed_parts_changed_on_the_disk_do_not_open():
    kept = SealedSpool()
    kept.write(LONG)
    kept._file.seek(10)
    kept._file.write(b"changed")
    kept.seek(0)
    with pytest.raises(InvalidTag):
        kept.read(100)
