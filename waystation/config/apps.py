"""Tells Django of this room, and wakes the worker when a job is enqueued."""

from typing import Any

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "waystation.config"
    label = "waystation_config"

    def ready(self) -> None:
        from django_tasks.signals import task_enqueued

        task_enqueued.connect(_wake_worker, dispatch_uid="waystation.wake_worker")


def _wake_worker(**_signal: Any) -> None:
    from django.db import transaction

    from waystation.letterbox import bell

    transaction.on_commit(bell.ring)
