"""Tells Django of this room."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "waystation.intake.public"
