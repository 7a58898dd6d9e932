"""What the worker does for retention. Run again from its start, it goes on where it stopped."""

from django_tasks import task

from waystation.core.retention.actions.purging import carry_out
from waystation.core.retention.models import Purge


@task()
def purge(code: str) -> None:
    """Carry out an approved purge."""
    carry_out(Purge.objects.get(code=code))
