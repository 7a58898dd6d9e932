"""Invented people: who they are, when they came, what had been done to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from waystation.cases.actions import describe_person, set_age
from waystation.cases.models import Person
from waystation.core.invention import LABEL, Chance, Plot

PROJECT_ENDS = date(2007, 11, 10)
EARLY_UNTIL = 2007
CHILDREN = ("girl", "boy")
WOMEN = ("girl", "woman")


@dataclass
class Draft:
    """One invented person on the way: what kind, when first assisted, sheltered or not."""

    kind: str
    day: date
    sheltered: bool
    age: int = 0
    citizenship: str = "MK"

    @property
    def early(self) -> bool:
        return self.day.year <= EARLY_UNTIL

    @property
    def child(self) -> bool:
        return self.kind in CHILDREN


def drafts(plot: Plot) -> list[Draft]:
    """Return everybody in the order in which they came."""
    mixes, chance = plot.mixes, plot.chance
    days = sorted(_first_days(mixes, chance))
    found: list[Draft] = []
    for cohort in mixes["cohorts"]:
        kinds = chance.shuffled([kind for kind in ("girl", "boy", "woman", "man") for _ in range(cohort.get(kind, 0))])
        own = [day for day in days if day.year <= cohort["last_year"]][len(found) :]
        for kind, day in zip(kinds, own, strict=True):
            sheltered = kind in WOMEN and chance.happens(cohort["sheltered"])
            found.append(_aged(Draft(kind, day, sheltered), mixes, chance))
    return found


def _aged(draft: Draft, mixes: dict[str, Any], chance: Chance) -> Draft:
    who = "child" if draft.child else "adult"
    draft.age = int(chance.one(mixes["ages"][who]))
    early = "adult_early" if draft.early else "adult_late"
    draft.citizenship = chance.one(mixes["citizenship"]["child" if draft.child else early])
    return draft


def _first_days(mixes: dict[str, Any], chance: Chance) -> Iterator[date]:
    for year_text, people in mixes["first_assisted"].items():
        year = int(year_text)
        first = max(date(year, 1, 3), mixes["shelter"]["opened_on"])
        for number in range(people):
            last = PROJECT_ENDS if year == PROJECT_ENDS.year and number else date(year, 12, 15)
            yield chance.day(first, last)


def person_of(draft: Draft, plot: Plot) -> Person:
    """Return the unsaved person, names and birth date sealed."""
    mixes, chance = plot.mixes, plot.chance
    names = _names(draft, mixes, chance)
    person = Person(
        organisation=plot.world.organisation,
        code=chance.code(),
        sex="female" if draft.kind in WOMEN else "male",
        first_assisted_on=draft.day,
        citizenships=[draft.citizenship],
        region=chance.one(mixes["region"]) if draft.citizenship == "MK" else "abroad",
        languages=sorted({names["language"], *(["mk"] if draft.citizenship == "MK" else [])}),
        education=chance.one(mixes["education_level"]),
        has_children=None if draft.child else chance.happens(0.4),
    )
    set_age(person, draft.age)
    return describe_person(person, _secrets(draft, names, chance), plot.world.keyring)


def _names(draft: Draft, mixes: dict[str, Any], chance: Chance) -> dict[str, Any]:
    groups: dict[str, Any] = mixes["names"]
    usual = chance.one({group: names["weight"] for group, names in groups.items()})
    chosen: dict[str, Any] = groups[mixes["name_group_of_country"].get(draft.citizenship, usual)]
    return chosen


def _secrets(draft: Draft, names: dict[str, Any], chance: Chance) -> dict[str, str]:
    given = chance.member(names["girls" if draft.kind in WOMEN else "boys"])
    birthday = draft.day.replace(year=draft.day.year - draft.age, day=min(draft.day.day, 28))
    born = birthday - timedelta(days=chance.stream.randint(1, 360))
    return {
        "given_name": given,
        "family_name": f"{chance.member(names['families'])} {LABEL}",
        "alias": given[:3] if chance.happens(0.2) else "",
        "birth_date": born.isoformat(),
        "phone": f"+389 00 {chance.stream.randint(100, 999)} {chance.stream.randint(100, 999)}",
        "address": "",
    }
