"""Years with the figures each source prints for them: what a chart over time is made of."""

from dataclasses import dataclass
from typing import Final

from waystation.charts.figures import Figure
from waystation.charts.palette import tone_of
from waystation.charts.words import words

ABSENT: Final = Figure(status="absent")
FIRST_TONE: Final = "blue"
LETTERED_TONES: Final = ("blue", "rust", "slate", "ochre", "green", "ink")


@dataclass(frozen=True)
class Year:
    """One year and every figure printed for it, one for each source; no figure at all is a named gap."""

    label: str
    figures: tuple[Figure, ...] = ()

    def shown(self) -> tuple[Figure, ...]:
        """Return the figures, or one that says there is none."""
        return self.figures or (ABSENT,)


@dataclass(frozen=True)
class Source:
    """One source of a chart that sets several side by side."""

    letter: str
    name: str
    tone: str


class TooManySources(ValueError):
    """A chart over time names more sources than it has letters and tones for."""


def sources_of(years: tuple[Year, ...], language: str) -> tuple[Source, ...]:
    """Return the sources in order of appearance, lettered; none when all figures come from one.

    Units: none.
    Shape: empty, or two to six sources.
    Errors: TooManySources beyond six.
    Source: `Figure.source`.
    """
    names = list(dict.fromkeys(figure.source for year in years for figure in year.figures))
    if len(names) < 2:
        return ()
    if len(names) > len(LETTERED_TONES):
        raise TooManySources(
            f"{len(names)} sources cannot be told apart: draw at most {len(LETTERED_TONES)} in one chart."
        )
    letters = words(language).letters
    return tuple(Source(letters[n], name, LETTERED_TONES[n]) for n, name in enumerate(names))


def source_of(figure: Figure, sources: tuple[Source, ...], tone: str = "") -> Source:
    """Return who printed a figure; a chart of one source has an unlettered one."""
    for source in sources:
        if source.name == figure.source and figure.status != "absent":
            return source
    return Source("", "", tone_of(1, tone))
