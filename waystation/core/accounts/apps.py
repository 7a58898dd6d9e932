"""The app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waystation.core.accounts"
    label = "accounts"
