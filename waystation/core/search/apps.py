"""Tells Django of the search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "waystation.core.search"
    label = "search"
