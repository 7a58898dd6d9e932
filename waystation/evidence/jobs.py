"""What the worker does for evidence. Every job may be run again from its start."""

from django_tasks import task

from waystation.core.models import Organisation
from waystation.evidence import actions


@task()
def compute_release(code: str) -> None:
    """Count, protect and audit a draft."""
    actions.compute_release(code)


@task()
def count_indicator(code: str, organisation: str) -> None:
    """Count one indicator for the staff page."""
    actions.count_indicator(code, Organisation.objects.get(code=organisation))


@task()
def count_indicators(codes: list[str], organisation: str) -> None:
    """Count several indicators, each kept as soon as it is counted."""
    holder = Organisation.objects.get(code=organisation)
    for code in codes:
        actions.count_indicator(code, holder)
