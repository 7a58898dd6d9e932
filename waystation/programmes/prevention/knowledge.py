"""What people knew before and after: right answers counted, nobody's sheet kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from waystation.programmes.prevention.models import Activity, KnowledgeTest, TestItem


@dataclass(frozen=True)
class Answers:
    """One person's answers, right or wrong, to the same items before and after."""

    before: tuple[bool, ...]
    after: tuple[bool, ...]


@dataclass(frozen=True)
class Change:
    """The mean change in right answers a person, and its standard error (None for fewer than two people)."""

    mean: float
    standard_error: float | None


class UnequalTests(ValueError):
    """Somebody answered another number of items than the others."""


def counted(activity: Activity, answers: Sequence[Answers]) -> tuple[KnowledgeTest, list[TestItem]]:
    """Return the unsaved counts of the answers; refuse sheets of unequal length and an empty pile."""
    lengths = {len(sheet) for person in answers for sheet in (person.before, person.after)}
    if len(lengths) != 1:
        raise UnequalTests("Everybody has to answer the same items before and after. Leave out the other sheets.")
    items = lengths.pop()
    test = KnowledgeTest(
        activity=activity,
        people=len(answers),
        items=items,
        right_before=sum(sum(person.before) for person in answers),
        right_after=sum(sum(person.after) for person in answers),
        change_squared=sum((sum(person.after) - sum(person.before)) ** 2 for person in answers),
    )
    return test, [_item(test, number, answers) for number in range(items)]


def _item(test: KnowledgeTest, number: int, answers: Sequence[Answers]) -> TestItem:
    return TestItem(
        test=test,
        number=number + 1,
        right_before=sum(person.before[number] for person in answers),
        right_after=sum(person.after[number] for person in answers),
    )


def change(test: KnowledgeTest) -> Change:
    """Return how many more items a person answered rightly afterwards, on average."""
    mean = (test.right_after - test.right_before) / test.people
    if test.people == 1:
        return Change(mean, None)
    variance = (test.change_squared - test.people * mean**2) / (test.people - 1)
    return Change(mean, sqrt(max(variance, 0.0) / test.people))
