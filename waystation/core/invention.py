"""The invented organisation: one seed gives the same twenty years of work, labelled invented, in every room."""

import random
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any, TypeVar

from django.db import transaction

from waystation.core.discovery import modules
from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User
from waystation.core.sealing.vaults import Keyring

SEED = 20021001
LABEL = "(invented)"
RECORDED = datetime(2022, 1, 1, tzinfo=UTC)

T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """One invented organisation on its way into being; `users` maps a role to the member of staff who has it."""

    seed: int
    organisation: Organisation
    users: Mapping[str, User]
    keyring: Keyring

    def chance(self, room: str) -> "Chance":
        """Return the room's own stream of chance: what one room invents never shifts another's."""
        return Chance(random.Random(f"{self.seed}|{room}"))  # noqa: S311  nothing secret hangs on invented data


class Chance:
    """Draws that read like sentences."""

    def __init__(self, stream: random.Random) -> None:
        self.stream = stream

    def code(self) -> uuid.UUID:
        return uuid.UUID(int=self.stream.getrandbits(128), version=4)

    def happens(self, probability: float) -> bool:
        return self.stream.random() < probability

    def one(self, mix: Mapping[str, float]) -> str:
        """Draw one code; the numbers are weights."""
        return self.stream.choices(list(mix), weights=list(mix.values()))[0]

    def some(self, mix: Mapping[str, float]) -> list[str]:
        """Draw each code by its own probability."""
        return [code for code, probability in mix.items() if self.happens(probability)]

    def member(self, things: Sequence[T]) -> T:
        return self.stream.choice(things)

    def day(self, first: date, last: date) -> date:
        """Draw a day between the two, both included."""
        return first + timedelta(days=self.stream.randint(0, max((last - first).days, 0)))

    def around(self, middle: float, least: int, most: int, spread: float = 0.6) -> int:
        """Draw a whole number that lies around the middle, with a long upper tail, within the bounds."""
        return min(max(round(middle * self.stream.lognormvariate(0, spread)), least), most)

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return self.stream.sample(things, len(things))


@dataclass(frozen=True)
class Plot:
    """What one room invents from: the world, the room's mixes, and the room's own stream of chance."""

    world: World
    mixes: dict[str, Any]
    chance: Chance


def plot(world: World, package: str) -> Plot:
    """Return the plot of the room in this package."""
    return Plot(world, calibration(package), world.chance(package))


def calibration(package: str) -> dict[str, Any]:
    """Return `demo.toml` of the room: what is published, with its source, and the mixes that imitate it."""
    return tomllib.loads((files(package) / "demo.toml").read_text(encoding="utf-8"))


@transaction.atomic
def invent(organisation: Organisation, users: Mapping[str, User], keyring: Keyring, seed: int = SEED) -> World:
    """Let every room's `demo` invent its records, in the order of their ORDER.

    Refused for an organisation that is not marked invented: real records never stand beside invented ones.
    """
    if not organisation.invented:
        raise ActionRefused("Records are invented only for an organisation that is marked invented. Create one first.")
    world = World(seed, organisation, users, keyring)
    for module in sorted(modules("demo"), key=lambda room: (getattr(room, "ORDER", 100), room.__name__)):
        module.invent(world)
    return world
