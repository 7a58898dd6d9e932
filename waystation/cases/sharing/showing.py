"""Permits and broken glass as tables."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from waystation.cases.permits import Permit
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.vaults import Keyring


def line_of(permit: Permit) -> str:
    """Say who may see a case, why, and until when."""
    said = f"{permit.member.display_name} ({permit.get_kind_display()})"
    until = _("until %(moment)s") % {"moment": moment(permit)} if permit.until else _("until somebody ends it")
    return f"{said}, {until}"


def moment(permit: Permit) -> str:
    return date_format(localtime(permit.until), "j.n.Y H:i") if permit.until else ""


def glass(permits: Iterable[Permit], keyring: Keyring) -> list[dict[str, object]]:
    """Return each broken glass as its card shows it."""
    return [
        {
            "permit": permit,
            "number": str(permit.case.code)[:8],
            "since": date_format(localtime(permit.given_at), "j.n.Y H:i"),
            "until": moment(permit),
            "holds": permit.ended_at is None and permit.until is not None and permit.until > now(),
            "reason": shown_text(permit, "reason", keyring),
        }
        for permit in permits
    ]
