"""Callers known again: by number, and by an alias or code word; each finds the caller's own contacts and no others."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from waystation.core.models import User
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import SOS_LINE
from waystation.core.search.finding import find
from waystation.intake.desk import phones
from waystation.intake.desk.access import contacts_for
from waystation.intake.desk.models import Contact
from waystation.vocab.spelling import skeleton

MOST = 5
FEWEST_LETTERS = 3


def earlier_contacts(user: User, *, phone: str = "", alias: str = "", but: Contact | None = None) -> Sequence[Contact]:
    """Return the newest contacts of whoever has this number or exactly this alias, the linked ones with them."""
    if not keyring().holds(SOS_LINE):
        return []
    contacts = contacts_for(user).exclude(pk__in=[but.pk] if but else [])
    found = contacts.filter(_same(contacts, phone, alias))
    callers = found.exclude(caller=None).values("caller")
    return list(contacts.filter(Q(pk__in=found.values("pk")) | Q(caller__in=callers)).order_by("-at")[:MOST])


def _same(contacts: QuerySet[Contact], phone: str, alias: str) -> Q:
    code = phones.index(phone, keyring())
    by_number = Q(phone_index=code) if code else Q(pk__in=[])
    return by_number | Q(pk__in=_of_alias(contacts, alias))


def _of_alias(contacts: QuerySet[Contact], alias: str) -> list[int]:
    """Return the contacts whose alias is this one in any script; a part of an alias finds nobody."""
    from waystation.core.sealing.records import shown_text

    wanted = skeleton(alias).strip()
    if len(wanted) < FEWEST_LETTERS:
        return []
    likely = contacts.filter(pk__in=find(contacts, ["alias"], alias, keyring()).newest(100))
    return [each.pk for each in likely if skeleton(shown_text(each, "alias", keyring())).strip() == wanted]
