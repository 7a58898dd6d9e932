"""Tells Django of this room."""

from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    name = "waystation.letterbox"
    label = "letterbox"
