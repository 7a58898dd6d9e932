"""The app of what leaves; on the staff side it has every letter looked through."""

from django.apps import AppConfig


class OutletsConfig(AppConfig):
    name = "waystation.core.outlets"
    label = "outlets"

    def ready(self) -> None:
        from waystation.core.outlets import checking, gate

        gate.look_through_with(checking.check_letter)
