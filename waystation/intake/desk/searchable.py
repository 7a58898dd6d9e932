"""What of contacts may be searched: the alias and the note."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import day_said, said
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.searchable import Hit, Searched
from waystation.intake.desk.access import contacts_for
from waystation.intake.desk.models import Contact


def _hit(contact: Contact, _keyring: Keyring) -> Hit:
    topic = said("contact_topic", contact.topic)
    return Hit(day_said(contact.at), contact.get_absolute_url(), f"{said('contact_channel', contact.channel)}, {topic}")


SEARCHED = (Searched(_("Contacts"), ("alias", "note"), contacts_for, _hit),)
