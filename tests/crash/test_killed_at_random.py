"""Twenty kills (SIGKILL) at random moments: nothing is half done, nothing is lost, the work goes on."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from entering import enter

SEED = 20
PASSWORD = "a long test password"
ROWS = 600
CONTACTS = "SELECT count(*) FROM desk_contact"
STATE = "SELECT state FROM core_importrun WHERE code = ?"
RELEASE = "SELECT state, digest FROM evidence_release WHERE code = ?"
LETTERS = "SELECT count(*) FROM letterbox_letter WHERE letter_id = ?"

SUBMIT = """
from pathlib import Path
from waystation.core.importing import files
from waystation.core.importing.actions import asking
from waystation.core.importing.choosing import Wishes, choose
from waystation.core.models import User
path, by = Path(sys.argv[1]), User.objects.get(sign_in_name="coordinator")
choice = choose(path, by.organisation, Wishes())
with path.open("rb") as file:
    run = asking.receive(files.parts_of(file), name=path.name, organisation=by.organisation, by=by)
asking.set_reading(run, choice.reading, by=by, profile=choice.name)
asking.ask_check(run, by=by)
print(run.code)
"""
CONFIRM = """
from waystation.core.importing.actions import asking
from waystation.core.models import ImportRun, User
asking.confirm(ImportRun.objects.get(code=sys.argv[1]), by=User.objects.get(sign_in_name="coordinator"))
"""
LOOK = """
from waystation.core.importing.actions import asking
from waystation.core.models import ImportRun
asking.carry_on(ImportRun.objects.get(code=sys.argv[1]))
print(ImportRun.objects.get(code=sys.argv[1]).state)
"""
DRAFT = """
from waystation.core.models import User
from waystation.evidence.actions import draft_release
print(draft_release("helpline", by=User.objects.get(sign_in_name="researcher")).code)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chance():
    return random.Random(SEED)


def test_an_import_on_the_command_line_is_written_whole_or_not_at_all(house, chance):
    took = 0.0
    for kill in range(5):
        path, before = house.spreadsheet(ROWS), house.number(CONTACTS)
        if kill:
            process = house.installation.begin(*house.import_file(path))
            time.sleep(chance.uniform(0.2, 1.0) * took)
            process.kill()
            process.communicate()
            house.assert_sound()
            assert house.number(CONTACTS) in {before, before + ROWS}
        started = time.monotonic()
        again = house.installation.run(*house.import_file(path))
        took = took or time.monotonic() - started
        assert again.returncode == 0, again.stdout + again.stderr
        assert house.number(CONTACTS) == before + ROWS
        assert json.loads(house.installation.run(*house.import_file(path)).stdout)["already"]
    house.assert_sound()


def test_an_import_by_the_worker_resumes_and_writes_every_row_once(house, chance):
    for killed in (house.kill_a_copy_of_the_worker, lambda: house.kill("worker")):
        before = house.number(CONTACTS)
        code = house.act(SUBMIT, str(house.spreadsheet(ROWS)), unlocked=True)
        time.sleep(chance.uniform(0, 1.2))
        killed()
        house.await_true(lambda code=code: looked_at(house, code) == "checked", "the file is checked")
        assert house.number(CONTACTS) == before
        house.act(CONFIRM, code, unlocked=True)
        time.sleep(chance.uniform(0, 1.2))
        killed()
        assert house.number(CONTACTS) in {before, before + ROWS}
        house.await_true(lambda code=code: looked_at(house, code) == "done", "the rows are written")
        assert house.number(CONTACTS) == before + ROWS
        house.assert_sound()


def looked_at(house, code):
    """Look at the import as its page does: the page gives the keys again when their worker has ended."""
    return house.act(LOOK, code, unlocked=True)


@pytest.mark.parametrize("edition", range(4))
def test_a_release_outlives_a_kill_while_it_is_counted_approved_and_delivered(house, chance, edition):
    code = house.act(DRAFT)
    time.sleep(chance.uniform(0, 2))
    kill_while_counting(house, edition)
    await_ready(house, code)
    house.assert_sound()

    kill_while_approving(house, edition, code, chance)
    house.assert_sound()
    assert_frozen_and_posted_or_neither(house, code)

    approve(house, code)
    time.sleep(chance.uniform(0, 0.6))
    house.kill(*(("worker",) if edition % 2 else ("door", str(house.installation.public_port))))
    await_shown_once(house, code)
    house.assert_sound()


def kill_while_counting(house, edition: int) -> None:
    """Kill the worker's copy, the worker, or everything at once."""
    if edition == 0:
        house.installation.kill()
        house.installation.start()
    elif edition == 1:
        house.kill("worker")
    else:
        house.kill_a_copy_of_the_worker()


def kill_while_approving(house, edition: int, code: str, chance) -> None:
    if edition % 2:
        approve_on_the_page(house, code, chance.uniform(0, 0.4))
        return
    process = house.installation.begin("release", "approve", code, "--by", "coordinator")
    time.sleep(chance.uniform(0.3, 1.5))
    process.kill()
    process.communicate()


def await_ready(house, code: str) -> None:
    house.await_true(lambda: house.ask(RELEASE, code)[0][0] == "ready", "the draft is counted")


def approve(house, code: str) -> None:
    """Approve on the command line; a release that is approved already is left as it is."""
    if house.ask(RELEASE, code)[0][0] == "ready":
        done = house.installation.run("release", "approve", code, "--by", "coordinator")
        assert done.returncode == 0, done.stderr


def approve_on_the_page(house, code: str, seconds: float) -> None:
    """Press the button as a coordinator does, and kill the staff door while it answers."""
    page = f"/evidence/releases/{code}/"
    with httpx.Client(base_url=house.installation.staff, follow_redirects=True, timeout=20) as browser:
        enter(browser, "coordinator", PASSWORD)
        assert browser.get(page).status_code == 200
        with ThreadPoolExecutor() as hands:
            pressed = hands.submit(browser.post, f"{page}approve/", data=token(browser))
            time.sleep(seconds)
            house.kill("door", str(house.installation.staff_port))
            assert pressed.exception() is None or isinstance(pressed.exception(), httpx.TransportError)
    house.child("door", str(house.installation.staff_port))


def token(browser: httpx.Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies["waystation_staff_csrf"]}


def assert_frozen_and_posted_or_neither(house, code: str) -> None:
    state, digest = house.ask(RELEASE, code)[0]
    letters = house.number(LETTERS, code)
    assert (state, bool(digest), letters) in {("ready", False, 0), ("approved", True, 1)}


def await_shown_once(house, code: str) -> None:
    """The public door shows exactly what was approved, once, and the staff side has the receipt."""
    receipts = "SELECT count(*) FROM evidence_receipt r JOIN evidence_release e ON e.id = r.release_id WHERE e.code = ?"
    house.await_true(lambda: house.number(receipts, code) == 1, "the receipt has come back")
    shown = house.ask("SELECT digest FROM campaign_shownrelease WHERE release_id = '" + code + "'", door="public")
    assert shown == [(house.ask(RELEASE, code)[0][1],)]
    assert house.number(LETTERS + " AND direction = 'in'", code, door="public") == 1
    assert house.number(LETTERS + " AND direction = 'out' AND acknowledged_at IS NULL", code) == 0
