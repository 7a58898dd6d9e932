"""Every change to screenings."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.cases.citizenship import group_of
from waystation.cases.coding import check_answers
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring
from waystation.programmes.field_work.models import Screening


@transaction.atomic
def record_screening(screening: Screening, note: str, keyring: Keyring, *, by: User) -> Screening:
    """Store one screening, its note sealed. Audited as `screening.recorded`.

    Refused for a day to come.
    """
    if screening.screened_on > localdate():
        raise ActionRefused(_("This day has not come yet. Enter the day of the screening."))
    screening.organisation = by.organisation
    screening.screened_by = by
    seal_text(screening, "note", note, keyring)
    derive(screening)
    check_answers(screening)
    screening.save()
    audit.record("screening.recorded", on=screening, by=by, outcome=screening.outcome)
    return screening


def derive(screening: Screening) -> Screening:
    """Set the coarse group of the citizenship, which is what statistics sees."""
    screening.citizenship_group = group_of([screening.citizenship])
    return screening
