"""Every change on the public door."""

import json
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import now

from waystation.campaign.models import ShownRelease
from waystation.evidence.published import DamagedRelease, digest, load
from waystation.letterbox.actions import post


@transaction.atomic
def show_release(text: str, *, letter_id: UUID) -> ShownRelease:
    """Show a release that came by letter, and send back a receipt.

    The same release again changes nothing; the same id with another text is refused.
    """
    release = load(text)
    shown, new = ShownRelease.objects.get_or_create(
        release_id=release.release_id,
        defaults={
            "set_code": release.set_code,
            "series": release.series,
            "edition": release.edition,
            "text": text,
            "digest": digest(text),
        },
    )
    if not new and shown.digest != digest(text):
        raise DamagedRelease(f"Release {release.release_id} was already shown with another text.")
    _send_receipt(shown, letter_id)
    return shown


def _send_receipt(shown: ShownRelease, letter_id: UUID) -> None:
    body = {"letter_id": str(letter_id), "release_id": shown.release_id, "shown_at": shown.shown_at.isoformat()}
    post("receipt", json.dumps(body, sort_keys=True), letter_id=uuid5(letter_id, "receipt"))


@transaction.atomic
def withdraw_release(release_id: str, *, why: str) -> None:
    """Take a release off the pages; its address stays and says why."""
    shown = ShownRelease.objects.select_for_update().filter(release_id=release_id, withdrawn_at=None).first()
    if shown is None:
        return
    shown.withdrawn_at = now()
    shown.withdrawn_why = why
    shown.save(update_fields=["withdrawn_at", "withdrawn_why"])
