"""Every change to prevention activities and their tests."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.cases.actions import store
from waystation.cases.coding import check_answers
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.programmes.prevention.knowledge import Answers, counted
from waystation.programmes.prevention.models import Activity, KnowledgeTest, TestItem


@transaction.atomic
def record_activity(activity: Activity, *, by: User) -> Activity:
    """Store one activity. Audited as `activity.recorded`.

    Refused for a day to come, and when more women and men are counted than people.
    """
    if activity.held_on > localdate():
        raise ActionRefused(_("This day has not come yet. Record the activity when it was held."))
    if (activity.participants_female or 0) + (activity.participants_male or 0) > activity.participants:
        raise ActionRefused(_("More women and men are counted than people. Correct one of the three numbers."))
    activity.organisation = by.organisation
    activity.led_by = by
    check_answers(activity)
    activity.save()
    audit.record("activity.recorded", on=activity, by=by, participants=activity.participants)
    return activity


@transaction.atomic
def record_test(activity: Activity, answers: Sequence[Answers], *, by: User) -> KnowledgeTest:
    """Store the test taken before and after by the same people. Audited as `test.recorded`.

    Refused when the activity has its test already, or more people answered than took part.
    """
    if KnowledgeTest.objects.filter(activity=activity).exists():
        raise ActionRefused(_("This activity has its test already."))
    if len(answers) > activity.participants:
        raise ActionRefused(_("More people answered than took part. Correct the number of participants first."))
    test, items = counted(activity, answers)
    test.save()
    store(items)
    audit.record("test.recorded", on=activity, by=by, people=test.people)
    return test


def store_tests(tests: Sequence[tuple[KnowledgeTest, list[TestItem]]]) -> int:
    """Store many tests with the counts of their items."""
    stored = store([test for test, _items in tests])
    store([item for _test, items in tests for item in items])
    return stored
