"""One TOML file per set of tables that are published together; files are discovered."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from waystation.evidence.figures import Years
from waystation.evidence.indicator import Indicator, indicator
from waystation.evidence.published import Words


class UnknownSet(LookupError):
    """No file in `evidence/sets` has that name."""


@dataclass(frozen=True)
class ReleaseSet:
    """What is published together: which indicators, of which years, under which name, and whose numbers they are."""

    code: str
    series: str
    infographic: str
    names: Words
    descriptions: Words
    indicator_codes: tuple[str, ...]
    years: Years
    sources: tuple[Words, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator(code) for code in self.indicator_codes)

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(name for each in self.indicators for name in each.facts)


@cache
def release_sets() -> Mapping[str, ReleaseSet]:
    """Return every set by code."""
    return {path.stem: _read(path) for path in sorted(Path(__file__).parent.glob("*.toml"))}


def release_set(code: str) -> ReleaseSet:
    """Return the set; UnknownSet names the nearest codes."""
    try:
        return release_sets()[code]
    except KeyError:
        near = get_close_matches(code, release_sets(), n=3, cutoff=0.4) or sorted(release_sets())
        raise UnknownSet(f"No set of tables is called {code!r}. Choose one of: {', '.join(near)}.") from None


def _read(path: Path) -> ReleaseSet:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return ReleaseSet(
        code=path.stem,
        series=raw["series"],
        infographic=raw.get("infographic", path.stem),
        names=raw["names"],
        descriptions=raw["descriptions"],
        indicator_codes=tuple(raw["indicators"]),
        years=(raw.get("from_year"), raw.get("to_year")),
        sources=tuple(raw.get("sources", ())),
    )
