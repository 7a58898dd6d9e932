"""Add up right answers before and after prevention, by audience."""

from typing import Any

from waystation.evidence.counting import add_up_behind
from waystation.evidence.dimensions import AUDIENCE, TEST
from waystation.evidence.indicator import TOTAL, Indicator, Tables

INDICATOR = Indicator(
    code="knowledge_before_and_after",
    version=1,
    names={
        "en": "Right answers before and after prevention activities",
        "mk": "Точни одговори пред и по превентивните активности",
        "sq": "Përgjigje të sakta para dhe pas veprimtarive parandaluese",
    },
    definitions={
        "en": "Right answers to the same questions before and after an activity, by audience, for people who "
        "took both tests. The total is all answers asked for; a share is right answers of all answers.",
        "mk": "Точни одговори на истите прашања пред и по активноста, по публика, за лица што ги решавале двата "
        "теста. Вкупно се сите побарани одговори; уделот е точни од сите одговори.",
        "sq": "Përgjigje të sakta për të njëjtat pyetje para dhe pas veprimtarisë, sipas audiencës, për "
        "personat që bënë të dy testet. Totali janë të gjitha përgjigjet e kërkuara; përqindja është "
        "përgjigjet e sakta ndaj të gjithave.",
    },
    unit="answer",
    facts=("knowledge_tests",),
    dimensions=(AUDIENCE, TEST),
    counted="answers",
    several="test",
    shares=True,
    years=0,
)


def compute(tables: Tables) -> Any:
    """Add up right answers before and after prevention, by audience.

    Units: right answers; people are those who took both tests.
    Shape: one row for each audience and test, and the answers asked for as total.
    Errors: none; tests without an audience count as unknown.
    Source: knowledge tests recorded by prevention.
    """
    import ibis

    tests = tables["knowledge_tests"]
    answers = {"before": tests.right_before, "after": tests.right_after, TOTAL: tests.people * tests.items}
    each = [
        add_up_behind(tests, "right", ["audience", "test"], people="people", right=right, test=ibis.literal(name))
        for name, right in answers.items()
    ]
    return each[0].union(*each[1:])
