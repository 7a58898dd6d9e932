"""Invents people, cases, decisions, consents and services for the demonstration."""

from collections import Counter

from waystation.cases import invented_people as people
from waystation.cases import invented_work as work
from waystation.cases.actions import store
from waystation.cases.models import Case, Consent
from waystation.core.invention import Plot, World, plot

ORDER = 10


def invent(world: World) -> None:
    """Invent everybody the shelter and social work assisted, and the work with each."""
    ours = plot(world, "waystation.cases")
    beds = work.Beds(ours.mixes["shelter"]["places"])
    _store([_work_with(draft, beds, ours) for draft in people.drafts(ours)], ours)


def _work_with(draft: people.Draft, beds: work.Beds, ours: Plot) -> list[Case]:
    """Return the unsaved cases of one new person, the oldest first."""
    cases: list[Case] = []
    start, ended = draft.day, draft.day
    if draft.sheltered:
        draft.day, ended = work.shelter_period(draft, beds, ours)
        start = ended
    person = people.person_of(draft, ours)
    if draft.sheltered:
        cases.append(work.case_of(person, draft, ("shelter", draft.day, ended), ours))
    followed = not draft.sheltered or ours.chance.happens(ours.mixes["accompaniment"]["after_shelter"])
    for period in work.accompaniment_periods(start if followed else None, ended, ours):
        first = work.case_of(person, draft, ("social_work", *period), ours) if not cases else None
        cases.append(first or work.continued(cases[0], period, ours))
    for case in cases:
        case.owner = ours.world.users["caseworker"]
    return cases


def _store(cases: list[list[Case]], ours: Plot) -> None:
    store([own[0].person for own in cases])
    store([case for own in cases for case in own])
    identified = _identified([own[0] for own in cases], ours)
    store([row for own in cases for row in work.decisions(own[0], own[0].code in identified, ours)])
    _store_consents([work.consents(own[0], ours) for own in cases])
    store([service for own in cases for case in own for service in work.services(case, ours)])


def _store_consents(answers: list[tuple[list[Consent], list[Consent]]]) -> None:
    store([consent for given, _withdrawn in answers for consent in given])
    store([consent for _given, withdrawn in answers for consent in withdrawn])


def _identified(firsts: list[Case], ours: Plot) -> set[object]:
    """Choose who is formally identified, as many a year as the calibration says."""
    left = Counter({int(year): people for year, people in ours.mixes["identified"].items()})
    chosen: set[object] = set()
    for case in ours.chance.shuffled(firsts):
        if left[case.opened_on.year] > 0:
            left[case.opened_on.year] -= 1
            chosen.add(case.code)
    return chosen
