"""Tells Django of sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "waystation.cases.sharing"
    label = "sharing"
