"""What statistics may see of prevention: activities, participants, and right answers before and after."""

from collections.abc import Iterator

from waystation.cases.facts import ORGANISATION, ROW, organisation_code
from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque
from waystation.programmes.prevention.models import Activity, KnowledgeTest

ABOUT = (
    Column("date", "date"),
    Column("year", "integer"),
    Column("kind", "code", "activity_kind"),
    Column("audience", "code", "audience"),
    Column("region", "code", "region"),
)


def activities() -> Iterator[tuple[object, ...]]:
    """Yield one row for each activity."""
    for activity in Activity.objects.select_related("organisation").order_by("held_on", "code"):
        yield (
            opaque(activity.code, "activity"),
            organisation_code(activity.organisation.code),
            *_about(activity),
            activity.sessions,
            activity.participants,
            activity.participants_female,
            activity.participants_male,
        )


def knowledge_tests() -> Iterator[tuple[object, ...]]:
    """Yield one row for each pair of tests."""
    tests = KnowledgeTest.objects.select_related("activity__organisation").order_by("activity__held_on", "code")
    for test in tests:
        yield (
            opaque(test.code, "knowledge test"),
            organisation_code(test.activity.organisation.code),
            opaque(test.activity.code, "activity"),
            *_about(test.activity),
            test.people,
            test.items,
            test.right_before,
            test.right_after,
            test.change_squared,
            test.right_before / test.people,
            test.right_after / test.people,
        )


def _about(activity: Activity) -> tuple[object, ...]:
    return activity.held_on, activity.held_on.year, activity.kind, activity.audience, activity.region


TABLES = (
    FactTable(
        "prevention_activities",
        "event",
        (
            ROW,
            ORGANISATION,
            *ABOUT,
            Column("sessions", "integer"),
            Column("participants", "integer", meaning="People who took part; the same person may take part twice."),
            Column("participants_female", "integer", meaning="Empty when nobody counted."),
            Column("participants_male", "integer", meaning="Empty when nobody counted."),
        ),
        activities,
    ),
    FactTable(
        "knowledge_tests",
        "event",
        (
            ROW,
            ORGANISATION,
            Column("activity", "code", meaning="The row of the activity in prevention_activities."),
            *ABOUT,
            Column("people", "integer", meaning="People who took the test before and after."),
            Column("items", "integer", meaning="Questions in the test."),
            Column("right_before", "integer", meaning="Right answers of all people to all items, before."),
            Column("right_after", "integer", meaning="Right answers of all people to all items, after."),
            Column("change_squared", "integer", meaning="Sum over people of the squared change in right answers."),
            Column("mean_before", "decimal", meaning="Right answers a person, before."),
            Column("mean_after", "decimal", meaning="Right answers a person, after."),
        ),
        knowledge_tests,
    ),
)
