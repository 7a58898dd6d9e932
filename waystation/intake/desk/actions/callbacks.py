"""Every change to calls promised back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.cases.coding import check_answers
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_texts
from waystation.core.sealing.vaults import Keyring
from waystation.intake.desk.models import Callback


@transaction.atomic
def promise_callback(callback: Callback, secrets: Mapping[str, str], keyring: Keyring, *, by: User) -> Callback:
    """Note a call promised back, number and safe times sealed. Audited as `callback.promised`."""
    callback.organisation, callback.promised_by = by.organisation, by
    seal_texts(callback, secrets, keyring)
    callback.save()
    audit.record("callback.promised", on=callback, by=by)
    return callback


@transaction.atomic
def end_callback(callback: Callback, *, by: User, result: str) -> Callback:
    """Say what came of the call. Audited as `callback.done`.

    Refused when a colleague has said so already.
    """
    callback = Callback.objects.select_for_update().get(pk=callback.pk)
    if callback.done_at:
        raise ActionRefused(_("A colleague has noted already what came of this call."))
    callback.done_at, callback.done_by, callback.result = now(), by, result
    check_answers(callback)
    callback.save(update_fields=["done_at", "done_by", "result"])
    audit.record("callback.done", on=callback, by=by, result=result)
    return callback
