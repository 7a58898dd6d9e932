"""Tells Django of this room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "waystation.evidence"
    label = "evidence"
