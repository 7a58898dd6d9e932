"""What the list of contacts shows."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.intake.desk.models import Contact
from waystation.ui.tables import Tag, TagKind

URGENT: dict[str, TagKind] = {"high": "warning", "danger_now": "danger"}


def urgency_tag(contact: Contact) -> Tag | str:
    """Let only what is urgent stand out."""
    words = said("urgency", contact.urgency)
    return Tag(words, URGENT[contact.urgency]) if contact.urgency in URGENT else words


CONTACTS: Listing[Contact] = Listing(
    _("Contacts"),
    (
        Shown(_("When"), lambda contact: contact.at, "date", "at"),
        Shown(_("Channel"), lambda contact: said("contact_channel", contact.channel)),
        Shown(_("Who called"), lambda contact: said("caller_type", contact.caller_type)),
        Shown(_("Language"), lambda contact: said("language", contact.language)),
        Shown(_("Topic"), lambda contact: said("contact_topic", contact.topic)),
        Shown(_("Outcome"), lambda contact: said("contact_outcome", contact.outcome)),
        Shown(_("Urgency"), urgency_tag),
        Shown(_("Minutes"), lambda contact: contact.minutes, "number", "minutes"),
    ),
    "-at",
)
