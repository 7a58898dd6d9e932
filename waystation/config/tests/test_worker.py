"""Jobs: run once, put back when their worker died, given up when they kill it each time."""

import os
import signal
from uuid import uuid4

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from waystation.config import actions, liveness
from waystation.config.processes import ended, fork, fork_and_wait

pytestmark = pytest.mark.django_db(transaction=True)


def running_job(*workers):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="waystation.evidence.jobs.count",
        worker_ids=[str(worker) for worker in workers],
        backend_name="default",
        run_after="2000-01-01T00:00:00Z",
        exception_class_path="",
        traceback="",
    )


def state_of(job):
    return DBTaskResult.objects.get(pk=job.pk).status


def test_a_job_of_a_dead_worker_is_put_back():
    job = running_job(uuid4())
    assert actions.put_back_orphans() == 1
    assert state_of(job) == TaskResultStatus.READY


def test_a_job_of_a_living_worker_is_left_alone():
    worker = uuid4()
    job = running_job(worker)
    connection.close()
    child = fork(lambda: _hold_until_killed(worker))
    _await(lambda: liveness.is_alive(worker))
    assert actions.put_back_orphans() == 0
    os.kill(child, signal.SIGKILL)
    _await(lambda: ended(child))
    _await(lambda: not liveness.is_alive(worker))
    assert actions.put_back_orphans() == 1
    assert state_of(job) == TaskResultStatus.READY


def test_a_job_that_kills_its_worker_each_time_is_given_up():
    job = running_job(*(uuid4() for _ in range(5)))
    assert actions.put_back_orphans() == 0
    assert state_of(job) == TaskResultStatus.FAILED


def test_a_worker_that_ended_well_holds_nothing():
    worker = uuid4()
    with liveness.hold(worker):
        pass
    assert not liveness.is_alive(worker)


def test_a_question_at_the_very_start_does_not_make_a_worker_look_dead(monkeypatch):
    worker, lock, asked = uuid4(), liveness.fcntl.flock, []

    def lock_after_a_question(file, how):
        if not asked:
            asked.append(worker)
            assert not liveness.is_alive(worker)  # finds the file unlocked and clears it away
        lock(file, how)

    monkeypatch.setattr(liveness.fcntl, "flock", lock_after_a_question)
    with liveness.hold(worker):
        assert liveness.is_alive(worker)


def test_a_copy_reports_how_it_ended():
    connection.close()
    assert fork_and_wait(lambda: None) == 0
    assert fork_and_wait(lambda: (_ for _ in ()).throw(SystemExit(7))) == 7


def _hold_until_killed(worker):
    with liveness.hold(worker):
        signal.pause()


def _await(condition):
    import time

    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
