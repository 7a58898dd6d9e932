"""Changes to the core's own records: who came in, who left, which language they read."""

from django.db import transaction

from waystation.core import audit
from waystation.core.models import User


def note_sign_in(user: User) -> None:
    """Write down that a member of staff came in. Audited as `staff.signed_in`."""
    audit.record("staff.signed_in", by=user, on=user)


def note_sign_out(user: User) -> None:
    """Write down that a member of staff left. Audited as `staff.signed_out`."""
    audit.record("staff.signed_out", by=user, on=user)


@transaction.atomic
def choose_language(user: User, language: str) -> User:
    """Keep the language somebody reads, for every computer they sign in from. Audited as `staff.language_chosen`."""
    user.language = language
    user.save(update_fields=["language"])
    audit.record("staff.language_chosen", by=user, on=user, language=language)
    return user
