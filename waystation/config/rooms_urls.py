"""Gathers the addresses of every installed room for one door."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

HERE = "waystation.config"  # its urls_public gathers the others and is no room's


def room_urls(module: str) -> list[URLPattern | URLResolver]:
    """Include `<room>.<module>` of every room under the prefix the module names in PREFIX (default: its label)."""
    patterns: list[URLPattern | URLResolver] = []
    for app in apps.get_app_configs():
        if app.name.startswith("waystation.") and app.name != HERE and find_spec(f"{app.name}.{module}"):
            room = import_module(f"{app.name}.{module}")
            patterns.append(path(getattr(room, "PREFIX", f"{app.label}/"), include(room)))
    return patterns
