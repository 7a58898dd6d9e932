"""Chart kinds, one module each, discovered: `BLOCK` is its class, `gallery` gives an example in a language."""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def kinds() -> dict[str, ModuleType]:
    """Return every kind's module by name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {name: import_module(f"{__name__}.{name}") for name in sorted(names)}
