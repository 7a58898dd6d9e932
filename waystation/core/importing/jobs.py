"""What the worker does for imports. Every job may be run again from its start: the run's state decides."""

from django_tasks import task

from waystation.core.importing.actions import running
from waystation.core.importing.unlocking import with_keys


@task()
def check_import(code: str) -> None:
    """Dry-run a file."""
    with_keys(code, running.check_run)


@task()
def write_import(code: str) -> None:
    """Write a confirmed file."""
    with_keys(code, running.write_run)


@task()
def undo_import(code: str, by: str | None) -> None:
    """Take a whole import back."""
    running.undo_run(code, by)
