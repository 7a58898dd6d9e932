"""What prevention takes in: activities with counted participants."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.arrivals import RecordTarget, coded, in_the_future
from waystation.core.importing.targets import Field, Row
from waystation.core.models import ImportRun, User
from waystation.core.sealing.vaults import FIELD_TEAM, Keyring
from waystation.programmes.prevention.models import Activity

CODED = ("kind", "audience", "region", "language")


class ActivityTarget(RecordTarget):
    """Activities: one row is one workshop, training or event."""

    code = "prevention_activities"
    label = gettext_lazy("Prevention activities")
    model = Activity
    vault = FIELD_TEAM
    fields = (
        Field("held_on", gettext_lazy("Day"), "date", required=True, synonyms=("date", "датум", "data")),
        Field("title", gettext_lazy("Title"), "text", longest=200, synonyms=("наслов", "titulli")),
        Field("kind", gettext_lazy("Kind"), "code", codes="activity_kind", synonyms=("вид", "lloji")),
        Field("audience", gettext_lazy("Audience"), "code", codes="audience", synonyms=("публика", "audienca")),
        Field("region", gettext_lazy("Region"), "code", codes="region", synonyms=("регион", "rajoni")),
        Field("town", gettext_lazy("Town"), "text", longest=80, synonyms=("град", "qyteti")),
        Field("language", gettext_lazy("Language"), "code", codes="language", synonyms=("јазик", "gjuha")),
        Field("sessions", gettext_lazy("Sessions"), "count", synonyms=("сесии", "seanca")),
        Field("participants", gettext_lazy("Participants"), "count", required=True, synonyms=("учесници",)),
        Field("participants_female", gettext_lazy("Women and girls"), "count", synonyms=("female", "жени", "femra")),
        Field("participants_male", gettext_lazy("Men and boys"), "count", synonyms=("male", "мажи", "meshkuj")),
    )

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what cannot be true of an activity."""
        if why := in_the_future(values["held_on"]):
            yield "held_on", why
        by_sex = (values["participants_female"] or 0) + (values["participants_male"] or 0)
        if by_sex > (values["participants"] or 0):
            yield "participants", _("More women and men are counted than people. Correct one of the three numbers.")
        if values["sessions"] == 0:
            yield "sessions", _("An activity has at least one session. Correct the number.")

    def record(self, row: Row, run: ImportRun, by: User | None, keys: Keyring) -> Activity:  # noqa: ARG002  no secrets
        values = row.values
        return Activity(
            organisation=run.organisation,
            import_run=run,
            row_key=self.blind(row.key),
            held_on=values["held_on"],
            title=values.get("title") or "",
            town=values.get("town") or "",
            sessions=values.get("sessions") or 1,
            participants=values["participants"],
            participants_female=values.get("participants_female"),
            participants_male=values.get("participants_male"),
            led_by=by,
            **coded(values, *CODED),
        )


TARGETS = (ActivityTarget(),)
