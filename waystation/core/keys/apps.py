"""The app of keys and vaults."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "waystation.core.keys"
    label = "keys"
