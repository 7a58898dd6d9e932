"""Several workers at one table of jobs: each job runs once."""

import os

import pytest
from django.conf import settings
from django.db import connection
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from waystation.config import worker
from waystation.config.processes import fork
from waystation.letterbox import bell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
JOBS, WORKERS = 12, 3
ONLY_HERE = "the databases of these tests are in memory; runs on PostgreSQL, where several workers are possible"


@task()
def note(path, number):
    with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123  one short line is appended whole
        file.write(f"{number}\n")


@pytest.fixture
def jobs(tmp_path):
    """Jobs that write a line each into one file."""
    for number in range(JOBS):
        DBTaskResult.objects.create(
            args_kwargs={"args": [str(tmp_path / "lines"), number], "kwargs": {}},
            task_path=f"{__name__}.note",
            backend_name="default",
            run_after=get_date_max(),
        )
    return tmp_path / "lines"


def test_an_enqueued_job_wakes_the_worker(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / settings.DOOR).mkdir()
    with bell.Bell() as listener:
        note.enqueue(str(tmp_path / "lines"), 1)
        assert listener.wait(5) is True


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason=ONLY_HERE)
def test_each_job_runs_once(jobs):
    connection.close()
    children = [fork(worker._run_jobs) for _ in range(WORKERS)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * WORKERS
    assert sorted(int(line) for line in jobs.read_text().splitlines()) == list(range(JOBS))
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == JOBS
