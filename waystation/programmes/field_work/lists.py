"""What the list of screenings shows."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.programmes.field_work.models import Screening
from waystation.ui.tables import Tag, TagKind

FLAGGED: dict[str, TagKind] = {"potential_victim": "warning", "presumed_victim": "danger"}


def outcome_tag(screening: Screening) -> Tag | str:
    """Let only what calls for more help stand out."""
    words = said("screening_outcome", screening.outcome)
    return Tag(words, FLAGGED[screening.outcome]) if screening.outcome in FLAGGED else words


SCREENINGS: Listing[Screening] = Listing(
    _("Screenings"),
    (
        Shown(_("Day"), lambda screening: screening.screened_on, "date", "screened_on"),
        Shown(_("Place"), lambda screening: said("place_on_move", screening.place)),
        Shown(_("Profile"), lambda screening: said("profile_on_move", screening.profile)),
        Shown(_("Sex"), lambda screening: said("sex", screening.sex)),
        Shown(_("Age"), lambda screening: said("age_group_wide", screening.age_group), sort="age_group"),
        Shown(_("Citizenship"), lambda screening: said("citizenship_group", screening.citizenship_group)),
        Shown(_("Outcome"), outcome_tag),
    ),
    "-screened_on",
)
