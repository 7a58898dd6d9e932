"""Tells Django of this room."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "waystation.campaign"
    label = "campaign"
