"""Rooms are found, not listed: a module of a given name in any installed room is picked up."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def modules(name: str) -> Iterator[ModuleType]:
    """Yield `<room>.<name>` for every installed room of this project that has one."""
    for app in apps.get_app_configs():
        if app.name.startswith("waystation.") and find_spec(f"{app.name}.{name}"):
            yield import_module(f"{app.name}.{name}")
