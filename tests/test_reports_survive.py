"""Reports survive whatever is killed: each that got its code is at the desk, once; none is there in clear before."""

import random
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from receiving import House, send
from running import command_of

pytestmark = [pytest.mark.slow, pytest.mark.no_database]
SENDERS, EACH, KILLS = 4, 6, 6


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    line = House(tmp_path_factory.mktemp("reports") / "home")
    try:
        line.key = line.open_line()
        yield line
    finally:
        line.stop()


def send_until_taken(address, told):
    """Send the same form again until its code is shown, as somebody does whose connection broke."""
    form_id = str(uuid.uuid4())
    for _ in range(100):
        if words := send(address, told, form_id):
            return words
        time.sleep(0.3)
    return []


def test_every_report_with_a_code_arrives_once_whatever_is_killed(house):
    chance = random.Random(7)
    told = [f"Kanarinka {number}" for number in range(SENDERS * EACH)]
    with ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(send_until_taken, house.address, text) for text in told]
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 1.0))
            victims = [each for each in house.children() if "child" in " ".join(command_of(each))]
            try:
                chance.choice(victims).kill()
            except (psutil.NoSuchProcess, IndexError):
                continue
        assert [len(each.result()) for each in sending] == [12] * len(told)
    house.await_reports(len(told))
    assert sorted(house.texts(house.key)) == sorted(told)
    kept = [path for path in house.home.rglob("*") if path.is_file() and b"Kanarinka" in path.read_bytes()]
    assert kept == []


def test_eight_senders_at_once_are_all_accepted_and_all_stored(house):
    before = house.await_reports(0)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda number: send(house.address, f"Report {number}"), range(40)))
    assert [len(words) for words in codes] == [12] * 40
    assert house.await_reports(before + 40) == before + 40
