"""Every change to what is being typed."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from waystation.core.models import User
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import Keyring
from waystation.intake.desk.models import Draft


@transaction.atomic
def keep_draft(code: UUID, answers: Mapping[str, str], keyring: Keyring, *, by: User, begun_at: datetime) -> Draft:
    """Keep what was typed so far, sealed; a draft of somebody else with this code is left alone.

    Not audited: it is nobody's record yet, and only whoever types sees it.
    """
    draft = Draft.objects.select_for_update().filter(code=code, begun_by=by).first()
    if draft is None:
        draft = Draft(code=code, organisation=by.organisation, begun_by=by, begun_at=min(begun_at, now()))
    seal_text(draft, "answers", json.dumps(dict(answers), ensure_ascii=False), keyring)
    draft.save()
    return draft


def forget_draft(code: UUID, *, by: User) -> None:
    """Let the draft go: it became a contact, or was thrown away."""
    Draft.objects.filter(code=code, begun_by=by).delete()
