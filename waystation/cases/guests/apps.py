"""Tells Django of guests."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "waystation.cases.guests"
    label = "guests"
