"""Questions that narrow the list of contacts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waystation import vocab
from waystation.cases.filters import Filters, Record, code_filter


class ContactFilters(Filters):
    YEAR_OF = "at"
    channel = code_filter("contact_channel", _("Channel"))
    caller_type = code_filter("caller_type", _("Who called"))
    topic = code_filter("contact_topic", _("Topic"))
    outcome = code_filter("contact_outcome", _("Outcome"))
    urgency = code_filter("urgency", _("Urgency"))

    def narrow_by(self, name: str, answer: Any, records: QuerySet[Record]) -> QuerySet[Record]:
        """Narrow by a topic with all that stands below it."""
        if name != "topic":
            return super().narrow_by(name, answer, records)
        below = [topic.code for topic in vocab.code_list("contact_topic").children(answer)]
        return records.filter(topic__in=[answer, *below])
