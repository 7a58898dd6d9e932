"""Changing how long a kind of record is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.retention.kinds import Kind
from waystation.core.retention.models import RuleChange


@transaction.atomic
def change_rule(kind: Kind, keep_months: int, *, by: User) -> RuleChange:
    """Keep this kind for so many months from now on. Audited as `retention.rule_changed`.

    Refused outside the bounds that come with the program.
    """
    if not kind.least_months <= keep_months <= kind.most_months:
        raise ActionRefused(
            _("Choose between %(least)s and %(most)s months.") % {"least": kind.least_months, "most": kind.most_months}
        )
    change: RuleChange = RuleChange.objects.create(
        organisation=by.organisation, kind=kind.code, keep_months=keep_months, changed_by=by
    )
    audit.record("retention.rule_changed", on=by.organisation, by=by, kind=kind.code, months=keep_months)
    return change
