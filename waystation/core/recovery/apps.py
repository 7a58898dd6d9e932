"""Tells Django of the recovery key."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "waystation.core.recovery"
    label = "recovery"
