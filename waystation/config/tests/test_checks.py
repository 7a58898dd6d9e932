"""`waystation check` notices what is wrong, and says what to do."""

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from waystation.config import checks, preparation
from waystation.config.cli import group
from waystation.config.encrypted_sqlite3 import keys as disk_keys
from waystation.core.models import Organisation
from waystation.core.recovery import actions as recovery
from waystation.core.recovery.models import RecoveryKey
from waystation.letterbox import actions, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff_side(settings, tmp_path):
    """A home in order, seen from the staff door; no public door runs."""
    settings.HOME, settings.DOOR = tmp_path, "staff"
    preparation.make_keys()
    settings.PUBLIC_DOOR_URL = "http://127.0.0.1:9"
    return tmp_path / "staff"


def remedy_of(name):
    found = {finding.name: finding for finding in checks.findings()}
    return found[name].remedy


def test_what_is_in_order_needs_no_remedy(staff_side):
    bad = {finding.name for finding in checks.findings() if not finding.good}
    assert bad == {"public door"}


def test_the_exit_code_and_the_object_tell_machines(staff_side):
    answer = CliRunner().invoke(group, ["check", "--json"], standalone_mode=False)
    said = json.loads(answer.output)
    assert (answer.return_value, said["good"]) == (1, False)
    assert {"door", "name", "good", "says", "remedy"} == set(said["checks"][0])


def test_an_open_folder_is_noticed(staff_side):
    staff_side.chmod(0o755)
    assert remedy_of("folder") == f"Type: chmod 700 {staff_side}"


def test_an_open_key_is_noticed(staff_side):
    (staff_side / keys.PRIVATE).chmod(0o644)
    assert "chmod 600" in remedy_of("key files")


def test_a_missing_key_is_noticed(staff_side):
    (staff_side / keys.PRIVATE).unlink()
    assert "restore it from the backup" in remedy_of("letterbox key")


def test_a_stuck_letter_is_noticed(staff_side):
    letter = actions.post("release", "words")
    for _ in range(3):
        actions.postpone(letter, "The public door answered 500: see its log.")
    assert remedy_of("letters") == "See `waystation letters`."


def test_a_full_disk_is_noticed(staff_side, monkeypatch):
    monkeypatch.setattr(checks, "LEAST_FREE_BYTES", 10**18)
    assert remedy_of("disk") == "Make room: at least 1 GB."


def test_real_and_invented_side_by_side_are_noticed(staff_side):
    Organisation.objects.create(name="Open Door (invented)", invented=True)
    Organisation.objects.create(name="A house")
    assert remedy_of("invented data") == "Keep them in separate homes."


def test_plain_files_are_noticed(staff_side, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert "WAYSTATION_PLAIN_SQLITE" in remedy_of("encryption")


def test_a_key_of_the_disk_that_others_can_read_is_noticed(staff_side, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "waystation.config.encrypted_sqlite3")
    disk_keys.key_for_new_file(staff_side)
    assert remedy_of("encryption") == ""
    disk_keys.path_of(staff_side).chmod(0o644)
    assert "chmod 600" in remedy_of("encryption")


def test_a_job_that_never_ends_is_noticed(staff_side):
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult, get_date_max

    DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - checks.JOB_TAKES_AT_MOST * 2,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="waystation.evidence.jobs.compute",
        backend_name="default",
        run_after=get_date_max(),
    )
    assert "waystation up" in remedy_of("jobs")


def test_a_library_that_does_not_load_is_noticed(staff_side, monkeypatch):
    monkeypatch.setattr(checks, "RENDERERS", ("a_library_that_is_not_there",))
    assert "bin/run" in remedy_of("renderers")


def house_with_key(finished_at=None, **facts):
    house = Organisation.objects.create(name="A house", **facts)
    key, shares = recovery.make_key(house, by=None)
    recovery.finish_key(key, shares[:2], by=None)
    if finished_at:
        RecoveryKey.objects.update(finished_at=finished_at)
    return house


def test_a_missing_recovery_key_is_noticed(staff_side):
    Organisation.objects.create(name="A house")
    assert "waystation recovery new" in remedy_of("recovery key")


def test_a_key_nobody_typed_back_is_noticed(staff_side):
    recovery.make_key(Organisation.objects.create(name="A house"), by=None)
    assert "waystation recovery new" in remedy_of("recovery key")


def test_a_missing_backup_is_noticed(staff_side):
    house = house_with_key()
    assert "waystation backup" in remedy_of("backup")
    recovery.note_backup(house, size=1, files=1, counts={})
    assert remedy_of("backup") == remedy_of("rehearsal") == ""


def test_a_rehearsal_long_ago_is_noticed(staff_side):
    house = house_with_key(finished_at=timezone.now() - checks.REHEARSAL_EVERY * 2)
    assert "Restore a backup elsewhere" in remedy_of("rehearsal")
    recovery.note_rehearsal(house, timezone.localdate(), by=None)
    assert remedy_of("rehearsal") == ""


def test_invented_records_need_a_key_and_no_backup(staff_side):
    house_with_key(invented=True)
    assert not {"backup", "rehearsal"} & {finding.name for finding in checks.findings()}
