"""Invents the screenings of people on the move for the demonstration."""

from datetime import date
from typing import Any

from waystation.cases.actions import store
from waystation.core.invention import Plot, World, plot
from waystation.core.sealing.records import seal_text
from waystation.programmes.field_work.actions import derive
from waystation.programmes.field_work.models import Screening

ORDER = 40
FIRST_LATE_YEAR = 2017


def invent(world: World) -> None:
    """Invent the screenings of every period the calibration names."""
    ours = plot(world, "waystation.programmes.field_work")
    screenings: list[Screening] = []
    for period in ours.mixes["periods"]:
        days = sorted(ours.chance.day(period["first"], period["last"]) for _ in range(period["people"]))
        screenings += [_screening(day, period["places"], ours) for day in days]
    store(screenings)


def _screening(day: date, places: dict[str, float], ours: Plot) -> Screening:
    mixes, chance = ours.mixes, ours.chance
    screening = Screening(
        organisation=ours.world.organisation,
        code=chance.code(),
        screened_on=day,
        place=chance.one(places),
        profile=chance.one(mixes["profile"]),
        citizenship=chance.one(mixes["citizenship"]["from_2017" if day.year >= FIRST_LATE_YEAR else "to_2016"]),
        needs=sorted(chance.some(mixes["needs"])),
        with_interpreter=chance.happens(0.8),
        screened_by=ours.world.users["caseworker"],
    )
    _describe(screening, mixes, ours)
    return derive(screening)


def _describe(screening: Screening, mixes: dict[str, Any], ours: Plot) -> None:
    chance, profile = ours.chance, screening.profile
    child = chance.happens(mixes["child_share"][profile])
    ages = ("child_ages_alone" if profile == "unaccompanied_child" else "child_ages") if child else "adult_ages"
    screening.child_adult = "child" if child else "adult"
    screening.age_group = chance.one(mixes[ages])
    screening.sex = chance.one(mixes["sex"][profile])
    screening.language = mixes["language"].get(screening.citizenship, "unknown")
    screening.outcome = chance.one(mixes["outcome"].get(profile, mixes["outcome"]["usual"]))
    if screening.outcome in {"potential_victim", "presumed_victim"}:
        seal_text(screening, "note", "Invented note, for demonstration only.", ours.world.keyring)
