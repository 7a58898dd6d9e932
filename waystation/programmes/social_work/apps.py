"""Tells Django of this room."""

from django.apps import AppConfig


class SocialWorkConfig(AppConfig):
    name = "waystation.programmes.social_work"
    label = "social_work"
