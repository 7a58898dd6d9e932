"""The app of the set-up ceremony."""

from django.apps import AppConfig


class SetUpConfig(AppConfig):
    name = "waystation.config.set_up"
    label = "set_up"
