"""What the list of activities shows."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.programmes.prevention.models import Activity

ACTIVITIES: Listing[Activity] = Listing(
    _("Activities"),
    (
        Shown(_("Day"), lambda activity: activity.held_on, "date", "held_on"),
        Shown(_("Title"), lambda activity: activity.title or None, sort="title"),
        Shown(_("Kind"), lambda activity: said("activity_kind", activity.kind)),
        Shown(_("Audience"), lambda activity: said("audience", activity.audience)),
        Shown(_("Town"), lambda activity: activity.town or None, sort="town"),
        Shown(_("Region"), lambda activity: said("region", activity.region)),
        Shown(_("Participants"), lambda activity: activity.participants, "number", "participants"),
    ),
    "-held_on",
)
