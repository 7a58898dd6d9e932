"""Tells Django of this room."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "waystation.config"
    label = "waystation_config"
