"""Tells Django of this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "waystation.intake.desk"
    label = "desk"
