"""The app of accounts; Django says here when somebody is signed in or out."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waystation.core.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from waystation.core.accounts import sessions

        user_logged_in.connect(sessions.on_sign_in, dispatch_uid="waystation.visit_begins")
        user_logged_out.connect(sessions.on_sign_out, dispatch_uid="waystation.visit_ends")
