"""Tells Django of this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "waystation.ui"
    label = "ui"
