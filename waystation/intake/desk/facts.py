"""What statistics may see of contacts: coarse codes, the day and a band of hours."""

from collections.abc import Iterator

from django.utils.timezone import localdate

from waystation import vocab
from waystation.cases.facts import ORGANISATION, ROW, organisation_code
from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque
from waystation.intake.desk.models import Contact

SEALED = ("alias", "phone", "note", "given", "next_step", "record_key")


def contacts() -> Iterator[tuple[object, ...]]:
    """Yield one row for each contact; one person may call several times."""
    rows = Contact.objects.select_related("organisation").defer(*SEALED).order_by("at", "code")
    parents = _main_topics()
    for contact in rows.iterator(2000):
        day = localdate(contact.at)
        yield (
            opaque(contact.code, "contact"),
            organisation_code(contact.organisation.code),
            day,
            day.year,
            contact.hour_band,
            contact.channel,
            contact.caller_type,
            contact.language,
            parents.get(contact.topic, contact.topic),
            contact.topic,
            contact.outcome,
            contact.region,
            contact.child_adult,
            contact.sex,
            contact.urgency,
        )


def _main_topics() -> dict[str, str]:
    return {topic.code: topic.parent or topic.code for topic in vocab.code_list("contact_topic")}


TABLES = (
    FactTable(
        "contacts",
        "contact",
        (
            ROW,
            ORGANISATION,
            Column("date", "date"),
            Column("year", "integer"),
            Column(
                "hour_band", "code", meaning="Two hours of the office's day, such as 08-10; unknown if not written."
            ),
            Column("channel", "code", "contact_channel"),
            Column("caller_type", "code", "caller_type"),
            Column("language", "code", "language"),
            Column("topic", "code", "contact_topic", "The main topic."),
            Column(
                "subtopic", "code", "contact_topic", "The topic as recorded; the main topic when nothing finer was."
            ),
            Column("outcome", "code", "contact_outcome"),
            Column("region", "code", "region", "Where the caller was."),
            Column("child_adult", "code", "child_adult", "The person it was about."),
            Column("sex", "code", "sex", "The person it was about."),
            Column("urgency", "code", "urgency"),
        ),
        contacts,
    ),
)
