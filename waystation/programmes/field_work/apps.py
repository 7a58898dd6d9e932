"""Tells Django of this room."""

from django.apps import AppConfig


class FieldWorkConfig(AppConfig):
    name = "waystation.programmes.field_work"
    label = "field_work"
