"""Ways to protect a table. Each module here with a `METHOD` is one way, named by its module."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from waystation.stats.disclosure.errors import UnknownMethod
from waystation.stats.disclosure.rules import ProtectionRules
from waystation.stats.disclosure.table import TableSystem
from waystation.stats.disclosure.witnesses import Witnesses

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Protection:
    """What a method decided: one mask of withheld cells per table, how, and tables that show it to be safe."""

    withheld: Sequence[Mask]
    witnesses: Witnesses = field(default_factory=Witnesses, repr=False)
    parameters: Mapping[str, object] = field(default_factory=dict)
    version: str = ""


class Method(Protocol):
    """Takes tables and rules; gives masks, or raises CannotProtect with the reason."""

    def __call__(self, system: TableSystem, rules: ProtectionRules, *, seconds: float) -> Protection: ...


@cache
def methods_found() -> dict[str, Method]:
    """Return every method in this folder by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module.METHOD for name, module in modules.items() if hasattr(module, "METHOD")}


def method_named(name: str) -> Method:
    """Return one method; the error lists the names there are."""
    found = methods_found()
    if name not in found:
        raise UnknownMethod(f"There is no protection method {name!r}. Choose one of: {', '.join(found)}.")
    return found[name]
