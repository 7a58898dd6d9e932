"""What the page of one activity shows: its facts, and what people learnt."""

from django.utils.translation import gettext as _

from waystation.cases.listing import said
from waystation.programmes.prevention.knowledge import change
from waystation.programmes.prevention.models import Activity, KnowledgeTest
from waystation.ui.showing import shown
from waystation.ui.tables import Column, Row, Table

Pairs = list[tuple[str, object]]


def facts(activity: Activity) -> Pairs:
    """Return what is known about the activity."""
    return [
        (_("Day"), activity.held_on),
        (_("Kind"), said("activity_kind", activity.kind)),
        (_("Audience"), said("audience", activity.audience)),
        (_("Town"), activity.town or None),
        (_("Region"), said("region", activity.region)),
        (_("Language"), said("language", activity.language)),
        (_("Sessions"), activity.sessions),
        (_("Participants"), activity.participants),
        (_("Women and girls"), activity.participants_female),
        (_("Men and boys"), activity.participants_male),
    ]


def learnt(test: KnowledgeTest) -> Pairs:
    """Return the mean right answers before and after, and the change with its uncertainty."""
    gained = change(test)
    error = _("one person only") if gained.standard_error is None else f"± {shown(round(gained.standard_error, 2))}"
    return [
        (_("People who answered before and after"), test.people),
        (_("Questions"), test.items),
        (_("Right answers a person, before"), round(test.right_before / test.people, 2)),
        (_("Right answers a person, after"), round(test.right_after / test.people, 2)),
        (_("Change"), round(gained.mean, 2)),
        (_("Standard error of the change"), error),
    ]


def items(test: KnowledgeTest) -> Table:
    """Return the right answers question by question."""
    columns = [Column(_("Question")), Column(_("Right before"), "number"), Column(_("Right after"), "number")]
    rows = [Row([str(item.number), item.right_before, item.right_after]) for item in test.item_counts.all()]
    return Table(_("Question by question"), columns, rows)
