"""Tells Django of this room."""

from django.apps import AppConfig


class PreventionConfig(AppConfig):
    name = "waystation.programmes.prevention"
    label = "prevention"
