"""Invents prevention activities and their knowledge tests for the demonstration."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from waystation.cases.actions import store
from waystation.core.invention import LABEL, Plot, World, plot
from waystation.programmes.prevention.actions import store_tests
from waystation.programmes.prevention.knowledge import Answers, counted
from waystation.programmes.prevention.models import Activity, KnowledgeTest, TestItem

ORDER = 50
PUPILS = ("primary_pupils", "secondary_pupils", "students")
PUBLIC = ("general_public", "roma_community")
ONLINE_FROM, ONLINE_UNTIL = date(2020, 4, 1), date(2021, 6, 30)


def invent(world: World) -> None:
    """Invent the activities that are published and those a year that are not, with tests for some."""
    ours = plot(world, "waystation.programmes.prevention")
    activities = [*_published(ours), *_others(ours)]
    activities.sort(key=lambda activity: (activity.held_on, str(activity.code)))
    store(activities)
    store_tests([_test(activity, ours) for activity in activities if _tested(activity, ours)])


def _published(ours: Plot) -> Iterator[Activity]:
    for known in ours.mixes["published"]:
        for day, town, participants in zip(known["held_on"], known["towns"], known["participants"], strict=True):
            yield _activity(day, town, (known["kind"], known["audience"], participants), known["title"], ours)


def _others(ours: Plot) -> Iterator[Activity]:
    mixes, chance = ours.mixes, ours.chance
    for year_text, wanted in mixes["activities"].items():
        for _ in range(wanted):
            day = _school_day(int(year_text), ours)
            audience = chance.one(mixes["audience"])
            group = "pupils" if audience in PUPILS else "public" if audience in PUBLIC else "adults"
            kind = "online_session" if ONLINE_FROM <= day <= ONLINE_UNTIL else chance.one(mixes["kind"][group])
            participants = chance.around(mixes["size"][group], 6, 240, 0.35)
            yield _activity(day, chance.one(mixes["towns"]), (kind, audience, participants), mixes["title"][kind], ours)


def _school_day(year: int, ours: Plot) -> date:
    """Draw a working day outside July and August; the first year begins with the line, in October."""
    while True:
        day = ours.chance.day(date(year, 10 if year == 2002 else 1, 10), date(year, 12, 20))
        if day.weekday() < 5 and day.month not in {7, 8}:
            return day


def _activity(day: date, town: str, what: tuple[str, str, int], title: str, ours: Plot) -> Activity:
    kind, audience, participants = what
    mixes, chance = ours.mixes, ours.chance
    counted_by_sex = chance.happens(0.85)
    female = round(participants * min(max(chance.stream.gauss(0.57, 0.08), 0.2), 0.9))
    return Activity(
        organisation=ours.world.organisation,
        code=chance.code(),
        held_on=day,
        title=f"{title} {LABEL}",
        kind=kind,
        audience=audience,
        region=mixes["region_of_town"][town],
        town=town,
        language=mixes["language_of_town"].get(town, "mk"),
        sessions=1 if chance.happens(0.8) else 2,
        participants=participants,
        participants_female=female if counted_by_sex else None,
        participants_male=participants - female if counted_by_sex else None,
        led_by=ours.world.users["caseworker"],
    )


def _tested(activity: Activity, ours: Plot) -> bool:
    test: dict[str, Any] = ours.mixes["test"]
    suits = activity.kind in {"workshop", "training", "peer_education", "online_session"}
    return suits and activity.held_on.year >= test["from_year"] and ours.chance.happens(test["share"])


def _test(activity: Activity, ours: Plot) -> tuple[KnowledgeTest, list[TestItem]]:
    chance, mixes = ours.chance, ours.mixes["test"]
    people = max(2, round(activity.participants * chance.stream.uniform(0.75, 1.0)))
    test, items = counted(activity, [_answers(mixes, ours) for _ in range(people)])
    test.code = chance.code()
    return test, items


def _answers(test: dict[str, Any], ours: Plot) -> Answers:
    """Let one person answer: what was known before stays known, and some of the rest is learnt."""
    before = tuple(ours.chance.happens(share) for share in test["before"])
    learnt = [(late - early) / (1 - early) for early, late in zip(test["before"], test["after"], strict=True)]
    after = tuple(known or ours.chance.happens(share) for known, share in zip(before, learnt, strict=True))
    return Answers(before, after)
