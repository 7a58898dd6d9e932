"""Tells Django of the inventory."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "waystation.core.inventory"
    label = "inventory"
