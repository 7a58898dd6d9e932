"""Tells Django of this room."""

from django.apps import AppConfig


class ShelterConfig(AppConfig):
    name = "waystation.programmes.shelter"
    label = "shelter"
