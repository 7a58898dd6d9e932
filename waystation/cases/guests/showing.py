"""What a guest reads of a case: enough to help, and nothing that leads to anybody else or to where somebody lives."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.cases import sheets
from waystation.cases.listing import said, said_all
from waystation.cases.lists import state_of
from waystation.cases.models import Case
from waystation.cases.permits import Permit
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.vaults import Keyring

HIDDEN = {"address"}  # where somebody lives or hides is told by nobody but the person


def record(case: Case, keyring: Keyring) -> dict[str, Any]:
    """Return what the guest's page of the case shows."""
    return {
        "name": sheets.name_or_words(case.person, keyring),
        "who": [*sheets.secrets(case.person, keyring, without=HIDDEN), *_about(case)],
        "work": _work(case, keyring),
        "told": sheets.told(case),
        "decisions": sheets.decisions(case),
        "services": sheets.services(case),
    }


def cards(shares: Iterable[Permit], keyring: Keyring) -> list[dict[str, object]]:
    """Return a card for each share: whose case, which, from whom, and until when."""
    return [
        {
            "share": share,
            "name": sheets.name_or_words(share.case.person, keyring),
            "number": str(share.case.code)[:8],
            "until": last_day(share),
        }
        for share in shares
    ]


def last_day(share: Permit) -> str:
    return date_format(localdate(share.until), "j E Y") if share.until else ""


def _about(case: Case) -> sheets.Pairs:
    person = case.person
    return [
        (_("Sex"), said("sex", person.sex)),
        (_("Citizenship"), said_all("country", person.citizenships)),
        (_("Languages"), said_all("language", person.languages)),
    ]


def _work(case: Case, keyring: Keyring) -> sheets.Pairs:
    return [
        (_("Number"), str(case.code)[:8]),
        (_("Opened"), case.opened_on),
        (_("State"), state_of(case)),
        (_("Needs"), said_all("need", case.needs)),
        (_("Story"), shown_text(case, "story", keyring) or None),
    ]
