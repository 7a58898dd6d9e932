"""What an indicator is, and where the indicators are found."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from waystation.evidence import indicators as folder
from waystation.evidence.published import Dimension, Words

Tables = Mapping[str, Any]
Compute = Callable[[Tables], Any]
TOTAL = "Total"


class UnknownIndicator(LookupError):
    """No file in `evidence/indicators` has that code."""


@dataclass(frozen=True)
class Indicator:
    """One question asked of the facts.

    `counted` names what the numbers count, so that tables of one release that count the same thing are
    protected together. `several` names a break-down in which one unit may stand under several codes: its
    parts do not add up to the total. `shares` asks for the percentage rule over that break-down.
    `years` is the width of a period window, 1 for single years, 0 when the table has no period.
    `origin` is "records" (protected here), or "published" (others printed it already).
    """

    code: str
    version: int
    names: Words
    definitions: Words
    unit: str
    facts: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    counted: str = "people"
    several: str = ""
    shares: bool = False
    years: int = 1
    origin: Literal["records", "published"] = "records"
    compute: Compute = field(default=lambda tables: tables, repr=False, compare=False)

    def dimension(self, code: str) -> Dimension:
        """Return the break-down of that name."""
        return next(dimension for dimension in self.dimensions if dimension.code == code)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by code, as found in the folder."""
    found = (import_module(f"{folder.__name__}.{info.name}") for info in pkgutil.iter_modules(folder.__path__))
    return {indicator.code: indicator for indicator in map(_read, found)}


def indicator(code: str) -> Indicator:
    """Return the indicator; UnknownIndicator names the nearest codes."""
    try:
        return indicators()[code]
    except KeyError:
        near = get_close_matches(code, indicators(), n=3, cutoff=0.4) or sorted(indicators())[:3]
        raise UnknownIndicator(
            f"No indicator is called {code!r}. Near it: {', '.join(near)}. `waystation figures --list` shows all."
        ) from None


def _read(module: ModuleType) -> Indicator:
    told: Indicator = module.INDICATOR
    return replace(told, compute=module.compute)
