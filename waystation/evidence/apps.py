"""Tells Django of this room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "waystation.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Put up the shelf from which the campaign previews releases."""
        from waystation.evidence.access import StaffShelf
        from waystation.evidence.published import put_up

        put_up(StaffShelf())
