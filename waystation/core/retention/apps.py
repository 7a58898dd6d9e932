"""The app of retention and erasure."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "waystation.core.retention"
    label = "retention"
