"""Retention in the menu, and what waits for a second person."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waystation.core.recovery.models import BackupFolder
from waystation.core.retention.models import Erasure, Purge
from waystation.core.rights import Right
from waystation.core.signposts import MenuItem, Waiting

MENU = (MenuItem(_("Retention"), "retention:retention", Right.MANAGE_RETENTION, 860),)


def waiting(user: Any) -> Iterator[Waiting]:
    """Yield what this person can settle: others' lists and erasures; folders where an old copy may lie."""
    if user.may(Right.MANAGE_RETENTION):
        proposed = Purge.objects.visible_to(user).filter(state=Purge.State.PROPOSED).exclude(proposed_by=user).first()
        if proposed:
            label = ngettext("record whose time is over", "records whose time is over", proposed.total)
            yield Waiting(label, proposed.get_absolute_url(), proposed.total)
    if user.may(Right.ERASE_PERSON):
        asked = Erasure.objects.visible_to(user).waiting().exclude(asked_by=user)
        if first := asked.first():
            count = asked.count()
            label = ngettext("erasure to agree to", "erasures to agree to", count)
            yield Waiting(label, first.get_absolute_url(), count, urgent=True)
    if user.may(Right.MANAGE):
        missed = BackupFolder.objects.exclude(missed_at=None).count()
        if missed:
            label = ngettext("folder of backups to bring up to date", "folders of backups to bring up to date", missed)
            yield Waiting(label, reverse("recovery:recovery"), missed, urgent=True)
