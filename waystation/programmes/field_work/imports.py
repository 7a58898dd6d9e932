"""What field work takes in: screenings, notes sealed on the way."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.ages import WIDE_GROUPS, band_of, child_or_adult
from waystation.cases.arrivals import RecordTarget, coded, in_the_future, several
from waystation.core.importing.targets import Field, Row
from waystation.core.models import ImportRun, User
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.vaults import FIELD_TEAM, Keyring
from waystation.programmes.field_work.actions import derive
from waystation.programmes.field_work.models import Screening

CODED = ("place", "profile", "sex", "child_adult", "citizenship", "language", "outcome")
OLDEST = 120


class ScreeningTarget(RecordTarget):
    """Screenings: one row is one conversation with one person."""

    code = "field_screenings"
    label = gettext_lazy("Screenings of people on the move")
    model = Screening
    vault = FIELD_TEAM
    fields = (
        Field("screened_on", gettext_lazy("Day"), "date", required=True, synonyms=("date", "датум", "data")),
        Field("place", gettext_lazy("Place"), "code", codes="place_on_move", synonyms=("место", "vendi")),
        Field("profile", gettext_lazy("Profile"), "code", codes="profile_on_move", synonyms=("профил", "profili")),
        Field("sex", gettext_lazy("Sex"), "code", codes="sex", synonyms=("пол", "gjinia")),
        Field("child_adult", gettext_lazy("Child or adult"), "code", codes="child_adult"),
        Field("age", gettext_lazy("Age"), "count", synonyms=("возраст", "mosha")),
        Field("citizenship", gettext_lazy("Citizenship"), "code", codes="country", synonyms=("државјанство",)),
        Field("language", gettext_lazy("Language"), "code", codes="language", synonyms=("јазик", "gjuha")),
        Field("with_interpreter", gettext_lazy("With an interpreter"), "boolean", synonyms=("преведувач",)),
        Field("needs", gettext_lazy("Needs"), "codes", codes="need", synonyms=("потреби", "nevojat")),
        Field("outcome", gettext_lazy("Outcome"), "code", codes="screening_outcome", synonyms=("исход", "rezultati")),
        Field("note", gettext_lazy("Note"), "text", synonyms=("забелешка", "shënim")),
    )

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what cannot be true of a screening."""
        if why := in_the_future(values["screened_on"]):
            yield "screened_on", why
        if (values["age"] or 0) > OLDEST:
            yield "age", _("Nobody is that old. Correct the age.")
            return
        by_age = child_or_adult(values["age"]) if values["age"] is not None else values["child_adult"]
        if {by_age, values["child_adult"]} == {"child", "adult"}:
            yield "age", _("The age and the answer “child or adult” contradict each other. Correct one of the two.")
        if values["profile"] == "unaccompanied_child" and by_age == "adult":
            yield "profile", _("An adult is no unaccompanied child. Correct the profile or the age.")

    def record(self, row: Row, run: ImportRun, by: User | None, keys: Keyring) -> Screening:
        values = row.values
        screening = Screening(
            organisation=run.organisation,
            import_run=run,
            row_key=self.blind(row.key),
            screened_on=values["screened_on"],
            with_interpreter=values.get("with_interpreter"),
            screened_by=by,
            **coded(values, *CODED),
            **several(values, "needs"),
        )
        if values.get("age") is not None:
            screening.child_adult = child_or_adult(values["age"])
            screening.age_group = band_of(values["age"], WIDE_GROUPS)
        seal_text(screening, "note", values.get("note") or "", keys)
        return derive(screening)


TARGETS = (ScreeningTarget(),)
