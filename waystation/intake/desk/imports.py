"""What the desk takes in: contacts of the SOS line, aliases and notes sealed on the way."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.arrivals import RecordTarget, coded, in_the_future
from waystation.core.importing.targets import Field, Row
from waystation.core.models import ImportRun, User
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import SOS_LINE, Keyring
from waystation.intake.desk.models import Contact

CODED = ("channel", "language", "caller_type", "topic", "outcome", "urgency", "region", "sex", "child_adult")
LAST_HOUR, MINUTES_OF_A_DAY = 23, 24 * 60
NOON = 12


class ContactTarget(RecordTarget):
    """Contacts: one row is one conversation."""

    code = "sos_contacts"
    label = gettext_lazy("Contacts of the SOS line")
    model = Contact
    vault = SOS_LINE
    fields = (
        Field("day", gettext_lazy("Day"), "date", required=True, synonyms=("date", "датум", "data")),
        Field("hour", gettext_lazy("Hour"), "count", synonyms=("час", "ora")),
        Field("channel", gettext_lazy("Channel"), "code", codes="contact_channel", synonyms=("канал", "kanali")),
        Field("language", gettext_lazy("Language"), "code", codes="language", synonyms=("јазик", "gjuha")),
        Field("caller_type", gettext_lazy("Who called"), "code", codes="caller_type", synonyms=("caller", "повикувач")),
        Field("topic", gettext_lazy("Topic"), "code", codes="contact_topic", synonyms=("тема", "tema")),
        Field("outcome", gettext_lazy("Outcome"), "code", codes="contact_outcome", synonyms=("исход", "rezultati")),
        Field("urgency", gettext_lazy("Urgency"), "code", codes="urgency", synonyms=("итност", "urgjenca")),
        Field("region", gettext_lazy("Region"), "code", codes="region", synonyms=("регион", "rajoni")),
        Field("sex", gettext_lazy("Sex"), "code", codes="sex", synonyms=("пол", "gjinia")),
        Field("child_adult", gettext_lazy("About a child or an adult"), "code", codes="child_adult"),
        Field("minutes", gettext_lazy("Minutes"), "count", synonyms=("минути", "minuta")),
        Field("alias", gettext_lazy("Alias"), "text", longest=200, synonyms=("прекар", "nofka")),
        Field("note", gettext_lazy("Note"), "text", synonyms=("забелешка", "shënim")),
    )

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what cannot be true of a conversation."""
        if why := in_the_future(values["day"]):
            yield "day", why
        if (values["hour"] or 0) > LAST_HOUR:
            yield "hour", _("A day has the hours 0 to 23. Correct the hour.")
        if (values["minutes"] or 0) > MINUTES_OF_A_DAY:
            yield "minutes", _("No conversation lasts longer than a day. Correct the minutes.")
        if values["outcome"] == "case_opened" and values["caller_type"] == "silent_prank_wrong":
            yield "outcome", _("No case is opened after a silent call. Correct the caller or the outcome.")

    def record(self, row: Row, run: ImportRun, by: User | None, keys: Keyring) -> Contact:
        values, hour = row.values, row.values.get("hour")
        contact = Contact(
            organisation=run.organisation,
            import_run=run,
            row_key=self.blind(row.key),
            at=datetime.combine(values["day"], time(NOON if hour is None else hour), get_default_timezone()),
            hour_known=hour is not None,
            minutes=values.get("minutes"),
            taken_by=by,
            **coded(values, *CODED),
        )
        for column in ("alias", "note"):
            seal_text(contact, column, values.get(column) or "", keys)
        return contact


TARGETS = (ContactTarget(),)
