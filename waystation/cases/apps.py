"""Tells Django of this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "waystation.cases"
    label = "cases"
